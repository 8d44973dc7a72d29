"""The four people of the sample, one for each role."""

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

STAFF = {
    "phongvien": ("Phóng viên", "Thùy Nhung", "Nguyễn", "Thùy Nhung"),
    "bientap": ("Biên tập viên", "Minh Hòa", "Trần Thị", "Minh Hòa"),
    "kiemduyet": ("Kiểm duyệt viên", "Ngọc Ánh", "Lê", "Ngọc Ánh"),
    "quantri": ("Quản trị web", "Hoàng Phúc", "Phạm", "Hoàng Phúc"),
}


def load_staff(password):
    """{user name: user}. Without a `password` nobody can sign in. The roles must be there (`sync_roles`)."""
    staff, hashed = {}, make_password(password)  # once: hashing is slow on purpose
    for username, (role, pen_name, last_name, first_name) in STAFF.items():
        user = get_user_model().objects.create(
            username=username,
            password=hashed,
            pen_name=pen_name,
            last_name=last_name,
            first_name=first_name,
            is_staff=True,
        )
        user.groups.add(Group.objects.get(name=role))
        staff[username] = user
    return staff
