"""Addresses of the workspaces in which council members, contributors and editors read what is being worked on."""

from django.urls import path

from apps.workspace.views import desk, elements, figures, folder, followed_elements, report, tree

app_name = "workspace"
urlpatterns = [
    path("", tree.workspaces, name="workspaces"),
    path("paamindelser/<path:token>/", report.stop_reminders, name="stop_reminders"),
    path("<slug:municipality>/", desk.desk, name="desk"),
    path("<slug:municipality>/strategi/", tree.tree, name="tree"),
    path("<slug:municipality>/ord/", tree.words, name="words"),
    path("<slug:municipality>/mine/", followed_elements.followed_elements, name="mine"),
    path("<slug:municipality>/mine/mail/", followed_elements.news_by_mail, name="news_by_mail"),
    path("<slug:municipality>/daekning/", desk.coverage, name="coverage"),
    path("<slug:municipality>/moedemappe/", folder.folder, name="folder"),
    path("<slug:municipality>/moedemappe/indhold/", folder.change, name="folder_change"),
    path("<slug:municipality>/opfoelgning/", report.sheets, name="report"),
    path("<slug:municipality>/opfoelgning/<int:number>/bekraeft/", report.confirm, name="confirm"),
    path("<slug:municipality>/opfoelgning/<int:number>/<uuid:uid>/", report.one, name="report_one"),
    path("<slug:municipality>/tal/", figures.figures, name="figures"),
    path("<slug:municipality>/tal/<uuid:uid>/", figures.figure, name="figure"),
    path("<slug:municipality>/element/<uuid:uid>/", elements.element, name="element"),
    path("<slug:municipality>/element/<uuid:uid>/foelg/", elements.follow, name="follow"),
    path("<slug:municipality>/element/<uuid:uid>/note/", elements.note, name="note"),
]
