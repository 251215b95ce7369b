from http import HTTPStatus
from typing import Any

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.letter_state import LetterState
from ...models.page_letter import PageLetter
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    customer_number: str | Unset = "",
    state: LetterState | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["customer_number"] = customer_number

    json_state: None | str | Unset
    if isinstance(state, Unset):
        json_state = UNSET
    elif isinstance(state, str):
        json_state = state
    else:
        json_state = state
    params["state"] = json_state

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/dunning/letters",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageLetter | Problem:
    if response.status_code == 200:
        response_200 = PageLetter.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[PageLetter | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    customer_number: str | Unset = "",
    state: LetterState | None | Unset = UNSET,
) -> Response[PageLetter | Problem]:
    """List Letters

     List letters, the newest first, with what became of each.

    Args:
        customer_number (str | Unset):  Default: ''.
        state (LetterState | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageLetter | Problem]
    """

    kwargs = _get_kwargs(
        customer_number=customer_number,
        state=state,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    customer_number: str | Unset = "",
    state: LetterState | None | Unset = UNSET,
) -> PageLetter | Problem | None:
    """List Letters

     List letters, the newest first, with what became of each.

    Args:
        customer_number (str | Unset):  Default: ''.
        state (LetterState | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageLetter | Problem
    """

    return sync_detailed(
        client=client,
        customer_number=customer_number,
        state=state,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    customer_number: str | Unset = "",
    state: LetterState | None | Unset = UNSET,
) -> Response[PageLetter | Problem]:
    """List Letters

     List letters, the newest first, with what became of each.

    Args:
        customer_number (str | Unset):  Default: ''.
        state (LetterState | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageLetter | Problem]
    """

    kwargs = _get_kwargs(
        customer_number=customer_number,
        state=state,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    customer_number: str | Unset = "",
    state: LetterState | None | Unset = UNSET,
) -> PageLetter | Problem | None:
    """List Letters

     List letters, the newest first, with what became of each.

    Args:
        customer_number (str | Unset):  Default: ''.
        state (LetterState | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageLetter | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            customer_number=customer_number,
            state=state,
        )
    ).parsed
