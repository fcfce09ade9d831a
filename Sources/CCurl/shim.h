/// libcurl, with a wrapper for each kind of value that its variadic functions take.
///
/// A callback and the pointer it is handed are set together, so that none is called with another's pointer.
#ifndef STET_CCURL_SHIM_H
#define STET_CCURL_SHIM_H

#include <curl/curl.h>

static inline CURLcode stet_curl_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

static inline CURLcode stet_curl_set_long(CURL *handle, CURLoption option, long value) {
    return (curl_easy_setopt)(handle, option, value);
}

/// The text is copied by libcurl.
static inline CURLcode stet_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return (curl_easy_setopt)(handle, option, value);
}

/// The list is not copied: it must live as long as the transfer.
static inline CURLcode stet_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode stet_curl_on_body(CURL *handle, curl_write_callback callback, void *context) {
    CURLcode code = (curl_easy_setopt)(handle, CURLOPT_WRITEFUNCTION, callback);
    return code ? code : (curl_easy_setopt)(handle, CURLOPT_WRITEDATA, context);
}

static inline CURLcode stet_curl_on_header(CURL *handle, curl_write_callback callback, void *context) {
    CURLcode code = (curl_easy_setopt)(handle, CURLOPT_HEADERFUNCTION, callback);
    return code ? code : (curl_easy_setopt)(handle, CURLOPT_HEADERDATA, context);
}

/// Called with the very address that is to be connected to.
static inline CURLcode stet_curl_on_socket(CURL *handle, curl_opensocket_callback callback, void *context) {
    CURLcode code = (curl_easy_setopt)(handle, CURLOPT_OPENSOCKETFUNCTION, callback);
    return code ? code : (curl_easy_setopt)(handle, CURLOPT_OPENSOCKETDATA, context);
}

/// Called when connected, on a connection that is used again too, before the request is sent.
static inline CURLcode stet_curl_on_request(CURL *handle, curl_prereq_callback callback, void *context) {
    CURLcode code = (curl_easy_setopt)(handle, CURLOPT_PREREQFUNCTION, callback);
    return code ? code : (curl_easy_setopt)(handle, CURLOPT_PREREQDATA, context);
}

static inline CURLMcode stet_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return (curl_multi_setopt)(multi, option, value);
}

/// Zero where it is not known.
static inline curl_off_t stet_curl_get_offset(CURL *handle, CURLINFO info) {
    curl_off_t value = 0;
    return (curl_easy_getinfo)(handle, info, &value) == CURLE_OK ? value : 0;
}

#endif
