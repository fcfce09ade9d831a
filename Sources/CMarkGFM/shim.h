// cmark-gfm and its extensions (tables, strikethrough, autolinks), as Debian packages them.
// Neither has variadic functions, so nothing is wrapped here.
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
