app_name = "richtext"
urlpatterns = []
