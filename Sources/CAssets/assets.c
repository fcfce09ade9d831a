#include "assets.h"

// Each file of the default theme as the compiler reads it: a file that is missing is an error of the build.
// A new file gets two lines here.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char article_pages_mustache[] = {
#embed "../../Themes/default/article-pages.mustache"
};
static const unsigned char article_mustache[] = {
#embed "../../Themes/default/article.mustache"
};
static const unsigned char authors_mustache[] = {
#embed "../../Themes/default/authors.mustache"
};
static const unsigned char byline_mustache[] = {
#embed "../../Themes/default/byline.mustache"
};
static const unsigned char card_mustache[] = {
#embed "../../Themes/default/card.mustache"
};
static const unsigned char card_picture_mustache[] = {
#embed "../../Themes/default/card-picture.mustache"
};
static const unsigned char card_text_mustache[] = {
#embed "../../Themes/default/card-text.mustache"
};
static const unsigned char cards_mustache[] = {
#embed "../../Themes/default/cards.mustache"
};
static const unsigned char comment_mustache[] = {
#embed "../../Themes/default/comment.mustache"
};
static const unsigned char comments_mustache[] = {
#embed "../../Themes/default/comments.mustache"
};
static const unsigned char corrections_mustache[] = {
#embed "../../Themes/default/corrections.mustache"
};
static const unsigned char crumbs_mustache[] = {
#embed "../../Themes/default/crumbs.mustache"
};
static const unsigned char dates_mustache[] = {
#embed "../../Themes/default/dates.mustache"
};
static const unsigned char error_mustache[] = {
#embed "../../Themes/default/error.mustache"
};
static const unsigned char event_mustache[] = {
#embed "../../Themes/default/event.mustache"
};
static const unsigned char figure_mustache[] = {
#embed "../../Themes/default/figure.mustache"
};
static const unsigned char footer_mustache[] = {
#embed "../../Themes/default/footer.mustache"
};
static const unsigned char front_mustache[] = {
#embed "../../Themes/default/front.mustache"
};
static const unsigned char head_mustache[] = {
#embed "../../Themes/default/head.mustache"
};
static const unsigned char header_mustache[] = {
#embed "../../Themes/default/header.mustache"
};
static const unsigned char lead_mustache[] = {
#embed "../../Themes/default/lead.mustache"
};
static const unsigned char listing_mustache[] = {
#embed "../../Themes/default/listing.mustache"
};
static const unsigned char media_mustache[] = {
#embed "../../Themes/default/media.mustache"
};
static const unsigned char page_mustache[] = {
#embed "../../Themes/default/page.mustache"
};
static const unsigned char pagination_mustache[] = {
#embed "../../Themes/default/pagination.mustache"
};
static const unsigned char picture_mustache[] = {
#embed "../../Themes/default/picture.mustache"
};
static const unsigned char related_mustache[] = {
#embed "../../Themes/default/related.mustache"
};
static const unsigned char series_mustache[] = {
#embed "../../Themes/default/series.mustache"
};
static const unsigned char search_mustache[] = {
#embed "../../Themes/default/search.mustache"
};
static const unsigned char style_css[] = {
#embed "../../Themes/default/style.css"
};
static const unsigned char tags_mustache[] = {
#embed "../../Themes/default/tags.mustache"
};
static const unsigned char theme_json[] = {
#embed "../../Themes/default/theme.json"
};
static const unsigned char translations_mustache[] = {
#embed "../../Themes/default/translations.mustache"
};
static const unsigned char words_ar_DZ_json[] = {
#embed "../../Themes/default/words/ar-DZ.json"
};
static const unsigned char words_ar_MA_json[] = {
#embed "../../Themes/default/words/ar-MA.json"
};
static const unsigned char words_ar_SY_json[] = {
#embed "../../Themes/default/words/ar-SY.json"
};
static const unsigned char words_ar_json[] = {
#embed "../../Themes/default/words/ar.json"
};
static const unsigned char words_de_AT_json[] = {
#embed "../../Themes/default/words/de-AT.json"
};
static const unsigned char words_de_CH_json[] = {
#embed "../../Themes/default/words/de-CH.json"
};
static const unsigned char words_de_json[] = {
#embed "../../Themes/default/words/de.json"
};
static const unsigned char words_en_CA_json[] = {
#embed "../../Themes/default/words/en-CA.json"
};
static const unsigned char words_en_US_json[] = {
#embed "../../Themes/default/words/en-US.json"
};
static const unsigned char words_en_json[] = {
#embed "../../Themes/default/words/en.json"
};
static const unsigned char words_es_json[] = {
#embed "../../Themes/default/words/es.json"
};
static const unsigned char words_fr_CA_json[] = {
#embed "../../Themes/default/words/fr-CA.json"
};
static const unsigned char words_fr_json[] = {
#embed "../../Themes/default/words/fr.json"
};

#define ASSET(name, bytes) {name, bytes, sizeof bytes}

static const stet_asset assets[] = {
    ASSET("article-pages.mustache", article_pages_mustache),
    ASSET("article.mustache", article_mustache),
    ASSET("authors.mustache", authors_mustache),
    ASSET("byline.mustache", byline_mustache),
    ASSET("card.mustache", card_mustache),
    ASSET("card-picture.mustache", card_picture_mustache),
    ASSET("card-text.mustache", card_text_mustache),
    ASSET("cards.mustache", cards_mustache),
    ASSET("comment.mustache", comment_mustache),
    ASSET("comments.mustache", comments_mustache),
    ASSET("corrections.mustache", corrections_mustache),
    ASSET("crumbs.mustache", crumbs_mustache),
    ASSET("dates.mustache", dates_mustache),
    ASSET("error.mustache", error_mustache),
    ASSET("event.mustache", event_mustache),
    ASSET("figure.mustache", figure_mustache),
    ASSET("footer.mustache", footer_mustache),
    ASSET("front.mustache", front_mustache),
    ASSET("head.mustache", head_mustache),
    ASSET("header.mustache", header_mustache),
    ASSET("lead.mustache", lead_mustache),
    ASSET("listing.mustache", listing_mustache),
    ASSET("media.mustache", media_mustache),
    ASSET("page.mustache", page_mustache),
    ASSET("pagination.mustache", pagination_mustache),
    ASSET("picture.mustache", picture_mustache),
    ASSET("related.mustache", related_mustache),
    ASSET("series.mustache", series_mustache),
    ASSET("search.mustache", search_mustache),
    ASSET("style.css", style_css),
    ASSET("tags.mustache", tags_mustache),
    ASSET("theme.json", theme_json),
    ASSET("translations.mustache", translations_mustache),
    ASSET("words/ar-DZ.json", words_ar_DZ_json),
    ASSET("words/ar-MA.json", words_ar_MA_json),
    ASSET("words/ar-SY.json", words_ar_SY_json),
    ASSET("words/ar.json", words_ar_json),
    ASSET("words/de-AT.json", words_de_AT_json),
    ASSET("words/de-CH.json", words_de_CH_json),
    ASSET("words/de.json", words_de_json),
    ASSET("words/en-CA.json", words_en_CA_json),
    ASSET("words/en-US.json", words_en_US_json),
    ASSET("words/en.json", words_en_json),
    ASSET("words/es.json", words_es_json),
    ASSET("words/fr-CA.json", words_fr_CA_json),
    ASSET("words/fr.json", words_fr_json),
};

stet_asset stet_asset_at(size_t index) {
    const stet_asset none = {0, 0, 0};
    return index < sizeof assets / sizeof assets[0] ? assets[index] : none;
}
