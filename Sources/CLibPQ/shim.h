#ifndef CISTRON_CLIBPQ_SHIM_H
#define CISTRON_CLIBPQ_SHIM_H

#include <libpq-fe.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

// libpq names the fields of an error by character literals in macros, which Swift does not import.
enum {
    CLIBPQ_FIELD_SQLSTATE = PG_DIAG_SQLSTATE,
    CLIBPQ_FIELD_MESSAGE = PG_DIAG_MESSAGE_PRIMARY,
    CLIBPQ_FIELD_TABLE = PG_DIAG_TABLE_NAME,
    CLIBPQ_FIELD_COLUMN = PG_DIAG_COLUMN_NAME,
    CLIBPQ_FIELD_CONSTRAINT = PG_DIAG_CONSTRAINT_NAME,
    CLIBPQ_FIELD_SOURCE_FUNCTION = PG_DIAG_SOURCE_FUNCTION,
};

// Linux headers that the Glibc module does not cover.

static inline int clibpq_eventfd(void) { return eventfd(0, EFD_CLOEXEC); }

// prctl is variadic, which Swift cannot call.
static inline void clibpq_name_thread(const char *name) { prctl(PR_SET_NAME, name); }

#endif
