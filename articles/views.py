from django.contrib.sitemaps import views as sitemap_views
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from links.registry import readers_find

from . import link_targets
from .article_page import load_article_page
from .forms import GlossaryForm, SearchForm
from .front_page import load_front_page
from .glossary_page import load_glossary_page
from .models import Article, Author, Category, Event, Page, Tag
from .models.visible_to import NOT_FOR_YOU
from .pagination import keep_out_of_caches, page_of
from .related import load_related
from .renamed import leads_on_when_renamed, query_today
from .sitemaps import with_addresses

NEWS_DAYS = 2  # older articles are no news to crawlers


@require_safe
def home(request):
    return render(request, "articles/home.html", {"front": load_front_page()})


@readers_find(link_targets.articles)
@require_safe
def article_detail(request, slug, pk):
    article_page = load_article_page(pk)
    article = article_page.article
    is_preview = not (article.is_visible() or article.binned_at) and may_preview(request.user, article)
    if article.is_gone() and not is_preview:
        return render(request, "articles/gone.html", {"article": article}, status=410)
    if not article.is_visible() and not is_preview:
        raise Http404
    if slug != article.slug:
        return redirect(article, permanent=True)
    context = {
        "article": article,
        "article_page": article_page,
        "related_articles": load_related(article),
        "is_preview": is_preview,
    }
    return render(request, "articles/article_detail.html", context)


def may_preview(user, article):
    """Whether `user` may see the page of an article that readers do not see. Raises PermissionDenied for a colleague
    who reads others, but not this one. No query for readers.
    """
    if not (user.is_staff and user.has_perm("articles.view_article")):
        return False
    if not Article.objects.visible_to(user).filter(pk=article.pk).exists():
        raise PermissionDenied(NOT_FOR_YOU)
    return True


@readers_find(link_targets.by_slug("articles:category", Category.objects.all))
@require_safe
@leads_on_when_renamed(Category.objects)
def category(request, slug):
    category = get_object_or_404(Category.objects.select_related("parent").with_children(), slug=slug)
    articles = Article.objects.published().in_category(category)
    return _list_page(request, "articles/category.html", articles, category=category)


@readers_find(link_targets.by_slug("articles:tag", lambda: Tag.objects.visible_to(None)))
@require_safe
@leads_on_when_renamed(Tag.objects)
def tag(request, slug):
    tag = get_object_or_404(Tag.objects.visible_to(request.user), slug=slug)
    return _list_page(request, "articles/tag.html", Article.objects.published().filter(tags=tag), tag=tag)


@readers_find(link_targets.by_slug("articles:byline", lambda: Author.objects.visible_to(None)))
@require_safe
@leads_on_when_renamed(Author.objects)
def byline(request, slug):
    author = get_object_or_404(Author.objects.visible_to(request.user), slug=slug)
    return _list_page(
        request, "articles/byline.html", Article.objects.published().filter(authors=author), author=author
    )


@require_safe
def event_list(request):
    past = _page(request, Event.objects.past().select_related("picture"))
    context = {"upcoming": Event.objects.upcoming().select_related("picture"), "page": past}
    return keep_out_of_caches(request, render(request, "articles/event_list.html", context), past)


@readers_find(link_targets.by_slug("articles:event", Event.objects.all))
@require_safe
@leads_on_when_renamed(Event.objects)
def event(request, slug):
    event = get_object_or_404(Event.objects.select_related("picture"), slug=slug)
    return _list_page(request, "articles/event.html", Article.objects.published().filter(event=event), event=event)


@readers_find(link_targets.by_slug("articles:page", lambda: Page.objects.filter(is_published=True)))
@require_safe
@leads_on_when_renamed(Page.objects.filter(is_published=True), link_targets.ELSEWHERE)
def page(request, slug):
    page = get_object_or_404(Page, slug=slug, is_published=True)
    return render(request, "articles/page.html", {"page": page})


@require_safe
def search_page(request):
    form = SearchForm(request.GET)
    if form.has_error("chuyen_muc") and (query := query_today(request.GET, "chuyen_muc", Category.objects.all())):
        return redirect(f"{request.path}?{query}")
    results = form.results()
    context = {"form": form, "results": results}
    if results:
        page = _page(request, results.pks)
        context |= {"page": page, "articles": results.articles(page.object_list), "facets": results.per_category()}
    return render(request, "articles/search.html", context)


@require_safe
def site_map(request):
    context = {
        "categories": Category.objects.top().with_children(),
        "pages": Page.objects.filter(is_published=True),
        "events": Event.objects.upcoming(),
    }
    return render(request, "articles/site_map.html", context)


@require_safe
def glossary(request):
    return render(request, "articles/glossary.html", {"glossary": load_glossary_page(), "form": GlossaryForm({})})


@require_safe
def glossary_search(request):
    """Some of them; without a question all, at their own address."""
    form = GlossaryForm(request.GET)
    if not form.query:
        return redirect("articles:glossary")
    context = {"glossary": load_glossary_page(form.query), "form": form, "is_filtered": True}
    return render(request, "articles/glossary.html", context)


@require_safe
def robots(request):
    """Tells of the sitemap of news only while it holds some. One query."""
    context = {"has_news": Article.objects.published().since_days(NEWS_DAYS).exists()}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_index(request, sitemaps):
    return sitemap_views.index(request, with_addresses(sitemaps), sitemap_url_name="sitemap_section")


@require_safe
def news_sitemap(request):
    """Articles of the last two days, as news crawlers want them (at most 1,000)."""
    articles = Article.objects.published().since_days(NEWS_DAYS).newest_first().for_cards()[:1000]
    return render(request, "articles/news_sitemap.xml", {"articles": articles}, content_type="application/xml")


def _list_page(request, template, articles, **context):
    page = _page(request, articles.newest_first().for_cards())
    return keep_out_of_caches(request, render(request, template, {"page": page, **context}), page)


def _page(request, rows):
    return page_of(rows, request.GET.get("trang"))
