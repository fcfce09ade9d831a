#ifndef STET_ASSETS_H
#define STET_ASSETS_H

#include <stddef.h>

/// A file of the default theme, in the binary.
typedef struct {
    const char *name;
    const unsigned char *bytes;
    size_t size;
} stet_asset;

/// The file number `index`; one with a null name where there are no more.
stet_asset stet_asset_at(size_t index);

#endif
