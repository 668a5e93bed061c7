#ifndef CISTRON_CZLIB_SHIM_H
#define CISTRON_CZLIB_SHIM_H

#include <string.h>
#include <zlib.h>

// inflateInit2 and deflateInit2 are macros (they pass the header's version and struct size), which Swift cannot call.

static inline int cistron_inflate_init(z_stream *stream, int window_bits) {
    memset(stream, 0, sizeof(*stream));
    return inflateInit2(stream, window_bits);
}

static inline int cistron_deflate_init(z_stream *stream, int level, int window_bits) {
    memset(stream, 0, sizeof(*stream));
    return deflateInit2(stream, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
}

#endif
