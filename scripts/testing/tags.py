"""A pytest plugin: leave out what Odoo's runner would leave out too.

Odoo runs the test classes tagged ``standard``; classes that take the tag away
(long clicking tours) are run by the stage that asks for them by name.
"""


def pytest_collection_modifyitems(config, items):
    """Deselect the tests whose class is not tagged ``standard``."""
    keep, drop = [], []
    for item in items:
        tags = getattr(getattr(item, "cls", None), "test_tags", None)
        (keep if tags is None or "standard" in tags else drop).append(item)
    if drop:
        config.hook.pytest_deselected(items=drop)
        items[:] = keep
