#ifndef CISTRON_CRABBITMQ_SHIM_H
#define CISTRON_CRABBITMQ_SHIM_H

#include <amqp.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

// Variadic C functions cannot be called from Swift; the SASL arguments of a login are variadic.
static inline amqp_rpc_reply_t cistron_amqp_login_plain(amqp_connection_state_t state, const char *virtual_host,
                                                        int channel_max, int frame_max, int heartbeat,
                                                        const amqp_table_t *properties, const char *user,
                                                        const char *password) {
    return amqp_login_with_properties(state, virtual_host, channel_max, frame_max, heartbeat, properties,
                                      AMQP_SASL_METHOD_PLAIN, user, password);
}

// prctl is variadic too, and pthread_setname_np is hidden without GNU extensions.
static inline void cistron_name_this_thread(const char *name) { prctl(PR_SET_NAME, name); }

#endif
