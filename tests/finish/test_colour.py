"""An independent colour management reads the profile as sRGB."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from cvtex.finish.colour import srgb_profile


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255), (28, 56, 102), (255, 0, 0), (0, 128, 7), (84, 84, 84)])
def test_the_profile_changes_no_colour(colour: tuple[int, int, int]) -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    transform = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    image = ImageCms.applyTransform(Image.new("RGB", (1, 1), colour), transform)
    assert image is not None
    assert image.getpixel((0, 0)) == colour
