"""What must always hold in the sharing room."""

from mingjian.sharing.models import Transfer


def check(unit: int) -> list[str]:
    """Hand-overs of a unit whose receiving unit is not that of the department which has them."""
    rows = (
        Transfer.objects.select_related("matter__department").filter(matter__unit=unit).exclude(sent_on=None)
    )
    return [
        f"{row.matter.number}：接收单位与接收部门不一致，请更正接收单位"
        for row in rows.order_by("matter__number")
        if row.matter.department is not None and row.matter.department.unit_id != row.to_unit_id
    ]
