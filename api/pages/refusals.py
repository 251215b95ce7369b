"""A page for each refusal, open to everybody: what a code means and what to do about it."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from api import refused
from api.paper import paper
from api.problems import HELP

router = APIRouter(include_in_schema=False)


@router.get(HELP)
def refusals_page(request: Request) -> HTMLResponse:
    """List every refusal."""
    return paper(request, "refusals.html", {"title": "Refusals", "refusals": refused.refusals(), "one": False})


@router.get(HELP + "/{code}")
def refusal_page(request: Request, code: str) -> HTMLResponse:
    """Explain one code."""
    return paper(request, "refusals.html", {"title": code, "refusals": refused.of(code), "one": True})
