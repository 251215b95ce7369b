from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...types import Response, Unset


def _get_kwargs(
    login: str,
    *,
    if_match: str | Unset = "",
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["if-match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "delete",
        "url": "/v1/people/{login}".format(
            login=quote(str(login), safe=""),
        ),
    }

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Any | Problem:
    if response.status_code == 204:
        response_204 = cast(Any, None)
        return response_204

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Any | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    login: str,
    *,
    client: AuthenticatedClient,
    if_match: str | Unset = "",
) -> Response[Any | Problem]:
    """Remove Person

     Let somebody in no longer: roles, sessions and keys end; what they did keeps their name.

    Args:
        login (str):
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem]
    """

    kwargs = _get_kwargs(
        login=login,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    login: str,
    *,
    client: AuthenticatedClient,
    if_match: str | Unset = "",
) -> Any | Problem | None:
    """Remove Person

     Let somebody in no longer: roles, sessions and keys end; what they did keeps their name.

    Args:
        login (str):
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem
    """

    return sync_detailed(
        login=login,
        client=client,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    login: str,
    *,
    client: AuthenticatedClient,
    if_match: str | Unset = "",
) -> Response[Any | Problem]:
    """Remove Person

     Let somebody in no longer: roles, sessions and keys end; what they did keeps their name.

    Args:
        login (str):
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem]
    """

    kwargs = _get_kwargs(
        login=login,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    login: str,
    *,
    client: AuthenticatedClient,
    if_match: str | Unset = "",
) -> Any | Problem | None:
    """Remove Person

     Let somebody in no longer: roles, sessions and keys end; what they did keeps their name.

    Args:
        login (str):
        if_match (str | Unset): The `ETag` you read; refused with 412 if it has moved on. Default:
            ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem
    """

    return (
        await asyncio_detailed(
            login=login,
            client=client,
            if_match=if_match,
        )
    ).parsed
