r"""TeX reads and writes in its own folder only, starts no program, and does not search the user's trees.

Each attempt has a control that must succeed, so that a refusal is known to be one.
"""

import pytest

READ = r"\newread\file \openin\file=%s \ifeof\file\wlog{is closed}\else\wlog{is open}\fi \stop"
WRITE = (
    r"\newwrite\file \immediate\openout\file=%s \immediate\write\file{leak}\immediate\closeout\file \wlog{wrote}\stop"
)
INPUT = "\\documentclass{article}\n\\begin{document}\n\\input{%s}\n\\end{document}\n"


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text(r"\wlog{the secret}")
    return path.as_posix()


def test_a_file_of_the_job_is_read(any_tex):
    assert "is open" in any_tex.run(READ % "own.txt", own_txt=b"x").log
    assert "the resource" in any_tex.run(INPUT % "own.txt", own_txt=rb"\wlog{the resource}").log


@pytest.mark.parametrize("name", ["../above.txt", "./../above.txt", "../deep/../above.txt"])
def test_no_file_above_is_read(any_tex, temporary_files, name):
    (temporary_files / "deep").mkdir()
    (temporary_files / "above.txt").write_text("x")
    assert "is closed" in any_tex.run(READ % name).log


def test_the_terminal_output_of_tex_is_not_read(any_tex):
    assert "is closed" in any_tex.run(READ % ".terminal").log


def test_no_file_elsewhere_is_read(any_tex, secret):
    assert "is closed" in any_tex.run(READ % secret).log


@pytest.mark.parametrize("name", ["/etc/hostname", "../above.txt"])
def test_no_file_elsewhere_is_typeset(any_tex, temporary_files, name):
    (temporary_files / "above.txt").write_text("x")
    run = any_tex.run(INPUT % name)
    assert run.exit_code == 1
    assert "not found" in run.log


def test_no_secret_is_typeset(any_tex, secret):
    run = any_tex.run(INPUT % secret)
    assert run.exit_code == 1
    assert r"the secret" not in run.log


def test_pdftex_does_not_tell_a_files_size_or_content(embedded, secret):
    asked = r"\wlog{[\pdffilesize{%s}][\pdffiledump length 3{%s}][\pdfmdfivesum file{%s}]}\stop"
    assert (
        "[3][616263][900150983CD24FB0D6963F7D28E17F72]" in embedded.run(asked % (("own.txt",) * 3), own_txt=b"abc").log
    )
    assert "[][][]" in embedded.run(asked % ((secret,) * 3)).log


def test_a_file_beside_the_document_is_written(any_tex):
    assert "wrote" in any_tex.run(WRITE % "notes.txt").log


def test_no_file_above_is_written(any_tex):
    run = any_tex.run(WRITE % "../leak.txt")
    assert run.exit_code == 1
    assert "I can't write on file `../leak.txt'" in run.log


def test_no_file_elsewhere_is_written(any_tex, tmp_path):
    run = any_tex.run(WRITE % (tmp_path / "leak.txt").as_posix())
    assert run.exit_code == 1
    assert not (tmp_path / "leak.txt").exists()


def test_no_program_is_run(any_tex, tmp_path):
    target = (tmp_path / "ran").as_posix()
    for attempt in (rf"\immediate\write18{{touch {target}}}\stop", rf'\input{{|"touch {target}"}}\stop'):
        any_tex.run(attempt)
        assert not (tmp_path / "ran").exists()


FOUND = r"\IfFileExists{cvtexstray.sty}{\wlog{found it}}{\wlog{found none}}\stop"


def test_the_users_own_tree_is_not_searched(any_tex, tmp_path):
    tree = tmp_path / "texmf" / "tex" / "latex"
    tree.mkdir(parents=True)
    (tree / "cvtexstray.sty").write_text("")
    any_tex.environment |= {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    assert "found none" in any_tex.run(FOUND).log


def test_the_users_search_path_is_not_searched(any_tex, tmp_path):
    (tmp_path / "cvtexstray.sty").write_text("")
    any_tex.environment |= {"TEXINPUTS": f"{tmp_path}:"}
    assert "found none" in any_tex.run(FOUND).log


def test_a_style_of_the_job_is_found(any_tex):
    assert "found it" in any_tex.run(FOUND, cvtexstray_sty=b"").log
