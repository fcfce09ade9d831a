// libpq, as Debian packages it. It has no variadic function that we call; what is wrapped here are macros of character
// constants and a callback that must not be a Swift closure.
#include <libpq-fe.h>

static inline const char *stet_pq_sqlstate(const PGresult *result) { return PQresultErrorField(result, PG_DIAG_SQLSTATE); }
static inline const char *stet_pq_message(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
}

// Notices ("table exists already") are for nobody: without this libpq writes them to standard error.
static inline void stet_pq_drop_notice(void *argument, const PGresult *notice) {}
static inline void stet_pq_be_quiet(PGconn *connection) {
    PQsetNoticeReceiver(connection, stet_pq_drop_notice, NULL);
}
