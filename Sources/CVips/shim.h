/// libvips as the image worker uses it: its functions take their options as variadic pairs, which Swift cannot call.
///
/// Every function answers 0, or -1 with the reason in `vips_error_buffer()`. Buffers given to a loader are not copied: they
/// must stay until the last image made of them is gone.
#ifndef STET_CVIPS_SHIM_H
#define STET_CVIPS_SHIM_H

#include <gmodule.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <vips/vips.h>

/// The memory allocator as a long-lived process with large, short-lived blocks needs it: one arena, and what is large is
/// given back at once. glibc would raise the threshold of `mmap` after the first large block and keep the holes.
static inline void stet_malloc_start(void) {
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_MMAP_THRESHOLD, 262144);
    mallopt(M_TRIM_THRESHOLD, 1048576);
}

static inline void stet_malloc_trim(void) { malloc_trim(0); }

/// The one module that is needed, HEIF. Where libvips has it built in there is no such file.
static inline void stet_vips_load_heif(const char *libraries) {
    char *path = g_strdup_printf("%s/vips-modules-%d.%d/vips-heif.so", libraries, vips_version(0), vips_version(1));
    GModule *module = g_module_open(path, G_MODULE_BIND_LAZY);
    if (module) g_module_make_resident(module);
    g_free(path);
}

/// Starts libvips with five loaders and no more, one thread, no cache and no temporary files.
///
/// VIPSHOME points nowhere so that no module is loaded by itself: Debian's are ImageMagick, Poppler and OpenSlide, slow to
/// load and not to be trusted.
static inline int stet_vips_start(void) {
    char *libraries = g_strdup(vips_guess_libdir("image-worker", "VIPSHOME"));
    setenv("VIPSHOME", "/nonexistent", 1);
    setenv("VIPS_DISC_THRESHOLD", "1000g", 1);
    setenv("VIPS_WARNING", "1", 1);
    if (vips_init("image-worker")) return -1;
    stet_vips_load_heif(libraries);
    g_free(libraries);
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    vips_cache_set_max_mem(0);
    vips_cache_set_max_files(0);
    vips_block_untrusted_set(TRUE);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    vips_operation_block_set("VipsForeignLoadJpegBuffer", FALSE);
    vips_operation_block_set("VipsForeignLoadPngBuffer", FALSE);
    vips_operation_block_set("VipsForeignLoadNsgifBuffer", FALSE);
    vips_operation_block_set("VipsForeignLoadWebpBuffer", FALSE);
    vips_operation_block_set("VipsForeignLoadHeifBuffer", FALSE);
    return 0;
}

/// Reads the header; pixels come when they are asked for, from top to bottom.
static inline int stet_vips_open(const void *bytes, size_t size, VipsImage **out) {
    *out = vips_image_new_from_buffer(
        bytes, size, "", "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR, NULL);
    return *out ? 0 : -1;
}

/// A JPEG at a half, a quarter, an eighth of its size.
static inline int stet_vips_open_jpeg(const void *bytes, size_t size, int shrink, VipsImage **out) {
    return vips_jpegload_buffer(
        (void *)bytes, size, out, "shrink", shrink, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_ERROR,
        NULL);
}

/// Decodes to exactly this size, upright, with the decoder's own reduction (shrink on load). With `colours` the picture's
/// profile is heeded and the result is in sRGB; only for one that has a profile, for libvips would turn untagged blue to
/// violet (by way of a space with another white). The intent is that of browsers, and the only one some profiles have.
///
/// `fail_on` is an option of the loader here: libvips 8.14.1 does not hand its own on, and cut-off pictures would pass.
static inline int stet_vips_thumbnail_buffer(
    const void *bytes, size_t size, int all_frames, int width, int height, int colours, VipsImage **out) {
    const char *options = all_frames ? "n=-1,fail_on=error" : "fail_on=error";
    return vips_thumbnail_buffer(
        (void *)bytes, size, out, width, "height", height, "size", VIPS_SIZE_FORCE, "option_string", options,
        "intent", VIPS_INTENT_PERCEPTUAL, colours ? "export_profile" : NULL, "srgb", NULL);
}

/// The same from an image at hand.
static inline int stet_vips_thumbnail_image(VipsImage *in, int width, int height, int colours, VipsImage **out) {
    return vips_thumbnail_image(
        in, out, width, "height", height, "size", VIPS_SIZE_FORCE, "intent", VIPS_INTENT_PERCEPTUAL, colours ? "export_profile" : NULL, "srgb", NULL);
}

/// From the inks of print, by the picture's profile or, where it has none that is any good, a usual one. With black point
/// compensation: the blackest that ink can be becomes black, as in every other program, not a dark blue.
static inline int stet_vips_from_cmyk(VipsImage *in, VipsImage **out) {
    for (int embedded = TRUE; embedded >= FALSE; embedded--) {
        if (!vips_icc_transform(
                in, out, "srgb", "input_profile", "cmyk", "embedded", embedded, "intent", VIPS_INTENT_RELATIVE,
                "black_point_compensation", TRUE, NULL)) {
            return 0;
        }
    }
    return -1;
}

/// 8 bits and sRGB or grey, whatever came in.
static inline int stet_vips_to_srgb(VipsImage *in, VipsImage **out) {
    VipsInterpretation now = vips_image_guess_interpretation(in);
    if (in->BandFmt == VIPS_FORMAT_UCHAR && (now == VIPS_INTERPRETATION_sRGB || now == VIPS_INTERPRETATION_B_W)) {
        return vips_copy(in, out, NULL);
    }
    VipsImage *between = NULL;
    VipsInterpretation aim =
        now == VIPS_INTERPRETATION_GREY16 || now == VIPS_INTERPRETATION_B_W ? VIPS_INTERPRETATION_B_W
                                                                             : VIPS_INTERPRETATION_sRGB;
    if (vips_colourspace(in, &between, aim, NULL)) return -1;
    int result = vips_cast(between, out, VIPS_FORMAT_UCHAR, NULL);
    g_object_unref(between);
    return result;
}

/// Takes all metadata away, but what makes an animation. `strip` does not suffice: 8.14.1 writes EXIF, XMP and profile into
/// WebP all the same.
static inline int stet_vips_without_metadata(VipsImage *in, VipsImage **out) {
    static const char *const kept[] = {"page-height", "n-pages", "delay", "loop", "vips-sequential"};
    // 72 dots an inch: PNG writes the resolution, which tells of cameras and scanners.
    if (vips_copy(in, out, "xres", 72 / 25.4, "yres", 72 / 25.4, NULL)) return -1;
    char **fields = vips_image_get_fields(*out);
    for (char **field = fields; field && *field; field++) {
        int keep = 0;
        for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) keep |= strcmp(*field, kept[i]) == 0;
        // Those that every image has are not removed, whatever one asks.
        if (!keep) vips_image_remove(*out, *field);
    }
    g_strfreev(fields);
    return 0;
}

/// Three bands or four of 8 bits.
static inline int stet_vips_to_rgb(VipsImage *in, VipsImage **out) {
    return vips_colourspace(in, out, VIPS_INTERPRETATION_sRGB, NULL);
}

static inline int stet_vips_mean(VipsImage *in, double *out) { return vips_avg(in, out, NULL); }

static inline int stet_vips_crop(VipsImage *in, int left, int top, int width, int height, VipsImage **out) {
    return vips_extract_area(in, out, left, top, width, height, NULL);
}

/// Images below one another, as frames are.
static inline int stet_vips_stack(VipsImage **in, int count, VipsImage **out) {
    return vips_arrayjoin(in, out, count, "across", 1, NULL);
}

static inline int stet_vips_flatten_on_white(VipsImage *in, VipsImage **out) {
    double white[] = {255, 255, 255};
    VipsArrayDouble *background = vips_array_double_new(white, in->Bands > 2 ? 3 : 1);
    int result = vips_flatten(in, out, "background", background, NULL);
    vips_area_unref(VIPS_AREA(background));
    return result;
}

/// Where the eye goes first, by libvips' measure of edges, skin and saturation.
static inline int stet_vips_attention(VipsImage *in, int *x, int *y) {
    VipsImage *crop = NULL;
    int width = in->Xsize > 3 ? in->Xsize / 3 : 1;
    int height = in->Ysize > 3 ? in->Ysize / 3 : 1;
    if (vips_smartcrop(
            in, &crop, width, height, "interesting", VIPS_INTERESTING_ATTENTION, "attention_x", x, "attention_y", y,
            NULL)) {
        return -1;
    }
    g_object_unref(crop);
    return 0;
}

/// A plain area in one colour.
static inline int stet_vips_area(int width, int height, double red, double green, double blue, VipsImage **out) {
    VipsImage *black = NULL;
    VipsImage *coloured = NULL;
    double factors[] = {1, 1, 1};
    double colour[] = {red, green, blue};
    int result = -1;
    if (!vips_black(&black, width, height, "bands", 3, NULL) &&
        !vips_linear(black, &coloured, factors, colour, 3, "uchar", TRUE, NULL) &&
        !vips_copy(coloured, out, "interpretation", VIPS_INTERPRETATION_sRGB, NULL)) {
        result = 0;
    }
    if (black) g_object_unref(black);
    if (coloured) g_object_unref(coloured);
    return result;
}

static inline int stet_vips_insert(VipsImage *ground, VipsImage *in, int x, int y, VipsImage **out) {
    return vips_insert(ground, in, out, x, y, NULL);
}

/// Text in Pango markup, wrapped at a width unless that is 0, on transparent ground, without any rim. `font` as in
/// "Noto Serif, serif, Bold 60", in pixels. A word wider than the width stands out of it, unless words may be broken.
static inline int stet_vips_text(const char *markup, const char *font, int width, int breaks_words, VipsImage **out) {
    return vips_text(
        out, markup, "font", font, "width", width, "spacing", 0, "dpi", 72, "rgba", TRUE, "wrap",
        breaks_words ? VIPS_TEXT_WRAP_WORD_CHAR : VIPS_TEXT_WRAP_WORD, NULL);
}

static inline int stet_vips_lay_over(VipsImage *ground, VipsImage *in, int x, int y, VipsImage **out) {
    VipsImage *both = NULL;
    if (vips_composite2(ground, in, &both, VIPS_BLEND_MODE_OVER, "x", x, "y", y, NULL)) return -1;
    int result = vips_extract_band(both, out, 0, "n", 3, NULL);
    g_object_unref(both);
    return result;
}

static inline int stet_vips_save_jpeg(VipsImage *in, int quality, void **bytes, size_t *size) {
    return vips_jpegsave_buffer(in, bytes, size, "Q", quality, "optimize_coding", TRUE, "strip", TRUE, NULL);
}

static inline int stet_vips_save_png(VipsImage *in, int effort, int palette, void **bytes, size_t *size) {
    return vips_pngsave_buffer(
        in, bytes, size, "compression", effort, "palette", palette, "bitdepth", 8, "strip", TRUE, NULL);
}

static inline int stet_vips_save_webp(VipsImage *in, int quality, int effort, void **bytes, size_t *size) {
    return vips_webpsave_buffer(in, bytes, size, "Q", quality, "effort", effort, "strip", TRUE, NULL);
}

static inline int stet_vips_save_gif(VipsImage *in, int effort, void **bytes, size_t *size) {
    return vips_gifsave_buffer(in, bytes, size, "effort", effort, "strip", TRUE, NULL);
}

static inline int stet_vips_save_avif(VipsImage *in, int quality, int effort, void **bytes, size_t *size) {
    return vips_heifsave_buffer(
        in, bytes, size, "compression", VIPS_FOREIGN_HEIF_COMPRESSION_AV1, "Q", quality, "effort", effort, "bitdepth",
        8, "strip", TRUE, NULL);
}

static inline const char *stet_vips_interpretation(VipsImage *in) {
    return vips_enum_nick(VIPS_TYPE_INTERPRETATION, vips_image_guess_interpretation(in));
}

static inline int stet_vips_bits(VipsImage *in) { return (int)(8 * vips_format_sizeof(in->BandFmt)); }

#endif
