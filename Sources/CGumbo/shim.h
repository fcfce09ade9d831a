/// gumbo with a purse: one parse in one arena, ended early when the input is hostile.
///
/// gumbo 0.10.1 has no limits of its own. Its cost grows with the square of the nesting and of the attributes of a
/// tag; it copies one unclosed `<b>` into every later paragraph; it does not look whether an allocation failed; it
/// frees its tree by recursion. All of this ends here:
///
/// * every allocation comes from an arena, which is thrown away whole: `gumbo_destroy_output` is never called;
/// * a parse that has spent its memory or its processor time, or whose stack of open elements or list of attributes
///   grows beyond measure, is left by `longjmp` from the allocator. Only gumbo's own frames are skipped, and gumbo
///   owns nothing but memory of the arena.
///
/// A count of tags before the parse looks simpler and is wrong: only the parser knows which tags are open, so such a
/// count either lets a misnested bomb pass or refuses a thousand honest unclosed `<li>`. The attributes that a second
/// and third `<body>` tag add to the first escape it, too.
#ifndef STET_CGUMBO_SHIM_H
#define STET_CGUMBO_SHIM_H

#include <gumbo.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

typedef enum {
    STET_GUMBO_PARSED = 0,
    STET_GUMBO_OUT_OF_MEMORY = 1,
    STET_GUMBO_OUT_OF_TIME = 2,
    STET_GUMBO_TOO_DEEP = 3,
    STET_GUMBO_TOO_MANY_ATTRIBUTES = 4,
} stet_gumbo_outcome;

/// gumbo doubles its vectors. The stack of open elements starts with 10 places and the attributes of a tag with 1
/// (src/parser.c, src/tokenizer.c), so these are sizes at which a full one of either is given up for a larger one.
#define STET_GUMBO_OPEN_ELEMENTS (640 * sizeof(void *))
#define STET_GUMBO_ATTRIBUTES (512 * sizeof(void *))

/// Free blocks of up to 504 bytes are kept by size; larger ones wait for the end.
#define STET_GUMBO_CLASSES 64

typedef struct stet_gumbo_chunk {
    struct stet_gumbo_chunk *next;
    size_t size;
} stet_gumbo_chunk;

/// What precedes every block that gumbo is given: the bytes it asked for.
typedef struct {
    uint64_t asked;
} stet_gumbo_header;

typedef struct {
    GumboOutput *output;
    stet_gumbo_chunk *chunks;
    char *cursor;
    char *end;
    size_t chunk_size;
    size_t memory_left;
    uint64_t allocations;
    uint64_t deadline;
    stet_gumbo_header *newest;
    void *free_blocks[STET_GUMBO_CLASSES];
    jmp_buf leave;
} stet_gumbo_parse;

/// The processor time of this thread in nanoseconds: a busy machine makes no parse fail.
static inline uint64_t stet_gumbo_clock(void) {
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static inline size_t stet_gumbo_class(uint64_t asked) { return asked == 0 ? 1 : (size_t)((asked + 7) / 8); }

static inline void *stet_gumbo_allocate(void *userdata, size_t asked) {
    stet_gumbo_parse *parse = (stet_gumbo_parse *)userdata;
    if (asked > UINT32_MAX) longjmp(parse->leave, STET_GUMBO_OUT_OF_MEMORY);
    if ((++parse->allocations & 255) == 0 && stet_gumbo_clock() > parse->deadline) {
        longjmp(parse->leave, STET_GUMBO_OUT_OF_TIME);
    }
    size_t class = stet_gumbo_class(asked);
    stet_gumbo_header *header;
    if (class < STET_GUMBO_CLASSES && parse->free_blocks[class]) {
        void *block = parse->free_blocks[class];
        parse->free_blocks[class] = *(void **)block;
        header = (stet_gumbo_header *)block - 1;
    } else {
        size_t needed = class * 8 + sizeof(stet_gumbo_header);
        if ((size_t)(parse->end - parse->cursor) < needed) {
            size_t size = sizeof(stet_gumbo_chunk) + needed;
            if (size < parse->chunk_size) size = parse->chunk_size;
            if (size > parse->memory_left) longjmp(parse->leave, STET_GUMBO_OUT_OF_MEMORY);
            stet_gumbo_chunk *chunk = (stet_gumbo_chunk *)malloc(size);
            if (!chunk) longjmp(parse->leave, STET_GUMBO_OUT_OF_MEMORY);
            parse->memory_left -= size;
            chunk->next = parse->chunks;
            chunk->size = size;
            parse->chunks = chunk;
            parse->cursor = (char *)(chunk + 1);
            parse->end = (char *)chunk + size;
        }
        header = (stet_gumbo_header *)parse->cursor;
        parse->cursor += needed;
    }
    header->asked = asked;
    parse->newest = header;
    return header + 1;
}

/// The header of the block at this address, or null where there can be none.
///
/// The address is read from a block of unknown use, perhaps a text. No text passes for an address: the upper two
/// bytes of an address are zero, and no text of gumbo's has a zero byte before its end.
static inline stet_gumbo_header *stet_gumbo_header_at(stet_gumbo_parse *parse, uintptr_t address) {
    if (address % 8 != 0) return NULL;
    for (stet_gumbo_chunk *chunk = parse->chunks; chunk; chunk = chunk->next) {
        uintptr_t start = (uintptr_t)(chunk + 1) + sizeof(stet_gumbo_header);
        if (address >= start && address < (uintptr_t)chunk + chunk->size) {
            return (stet_gumbo_header *)address - 1;
        }
    }
    return NULL;
}

/// Leaves the parse if this block is a full vector, just copied to one of twice its size, of a kind that is bounded.
static inline void stet_gumbo_inspect(stet_gumbo_parse *parse, stet_gumbo_header *full) {
    uintptr_t first = *(uintptr_t *)(full + 1);
    if (parse->newest->asked != 2 * full->asked || *(uintptr_t *)(parse->newest + 1) != first) return;
    stet_gumbo_header *member = stet_gumbo_header_at(parse, first);
    if (!member) return;
    if (full->asked == STET_GUMBO_ATTRIBUTES && member->asked == sizeof(GumboAttribute)) {
        longjmp(parse->leave, STET_GUMBO_TOO_MANY_ATTRIBUTES);
    }
    if (full->asked == STET_GUMBO_OPEN_ELEMENTS && member->asked == sizeof(GumboNode)) {
        longjmp(parse->leave, STET_GUMBO_TOO_DEEP);
    }
}

static inline void stet_gumbo_deallocate(void *userdata, void *block) {
    stet_gumbo_parse *parse = (stet_gumbo_parse *)userdata;
    if (!block) return;
    stet_gumbo_header *header = (stet_gumbo_header *)block - 1;
    if (header->asked == STET_GUMBO_ATTRIBUTES || header->asked == STET_GUMBO_OPEN_ELEMENTS) {
        stet_gumbo_inspect(parse, header);
    }
    size_t class = stet_gumbo_class(header->asked);
    if (class < STET_GUMBO_CLASSES) {
        *(void **)block = parse->free_blocks[class];
        parse->free_blocks[class] = block;
    }
}

/// Parses a whole document. The bytes must stay in place as long as the tree is in use.
///
/// Whatever the outcome, `stet_gumbo_free` must follow. `memory` is in bytes, `nanoseconds` of this thread's time.
/// Not to be inlined: a function that calls `setjmp` keeps its frame to itself.
__attribute__((noinline, unused)) static stet_gumbo_outcome stet_gumbo_run(
    stet_gumbo_parse *parse, const char *bytes, size_t length, size_t memory, uint64_t nanoseconds) {
    *parse = (stet_gumbo_parse){0};
    parse->memory_left = memory;
    parse->deadline = stet_gumbo_clock() + nanoseconds;
    parse->chunk_size = length < 2048 ? 32768 : length > 65536 ? 1048576 : length * 16;
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = stet_gumbo_allocate;
    options.deallocator = stet_gumbo_deallocate;
    options.userdata = parse;
    // Nobody reads gumbo's errors, and each holds a copy of the stack of open elements.
    options.max_errors = 0;
    int outcome = setjmp(parse->leave);
    if (outcome == 0) parse->output = gumbo_parse_with_options(&options, bytes, length);
    return (stet_gumbo_outcome)outcome;
}

static inline void stet_gumbo_free(stet_gumbo_parse *parse) {
    while (parse->chunks) {
        stet_gumbo_chunk *next = parse->chunks->next;
        free(parse->chunks);
        parse->chunks = next;
    }
    parse->output = NULL;
}

#endif
