import threading
from functools import partial

from odoo import models
from odoo.http import request
from odoo.service.server import thread_local
from odoo.tools.misc import real_time

from ..checks import calls


class IrHttp(models.AbstractModel):
    """After the answer has gone out it is looked at how long it took.

    For a quick request that is one function to call and one comparison of numbers.
    """

    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        request.vpdt_route = rule.rule
        return super()._pre_dispatch(rule, args)

    @classmethod
    def _post_dispatch(cls, response):
        result = super()._post_dispatch(response)
        cls._time(response)
        return result

    @classmethod
    def _handle_error(cls, exception):
        response = super()._handle_error(exception)
        cls._time(response)
        return response

    @classmethod
    def _time(cls, response):
        route = getattr(request, "vpdt_route", "")
        if route and calls.is_timed(route) and hasattr(response, "call_on_close"):
            # Odoo's log takes these away from the thread with the line it writes
            thread = threading.current_thread()
            response.call_on_close(
                partial(
                    _note_if_slow,
                    request.registry,
                    route,
                    thread_local.rpc_model_method,
                    thread.perf_t0,
                    thread.query_time,
                    thread.query_count,
                )
            )


def _note_if_slow(registry, route, told, begun, query_seconds, queries):
    """Note the request that has just been answered, if it was slow."""
    seconds = real_time() - begun
    if seconds >= calls.FLOOR:
        registry["vpdt.health.slow"]._note(
            registry, route, told, seconds, query_seconds, queries
        )
