from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.config_diff import ConfigDiff
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    kind: str,
    *,
    name: str | Unset = "",
    first: int,
    second: int,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["name"] = name

    params["first"] = first

    params["second"] = second

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/configs/{kind}/diff".format(
            kind=quote(str(kind), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ConfigDiff | Problem:
    if response.status_code == 200:
        response_200 = ConfigDiff.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ConfigDiff | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    kind: str,
    *,
    client: AuthenticatedClient,
    name: str | Unset = "",
    first: int,
    second: int,
) -> Response[ConfigDiff | Problem]:
    """Compare Config Versions

     Return the lines that differ between two versions.

    Args:
        kind (str):
        name (str | Unset): Which, of a kind with names: a scorecard, a dunning strategy. Default:
            ''.
        first (int): 0 says nothing.
        second (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConfigDiff | Problem]
    """

    kwargs = _get_kwargs(
        kind=kind,
        name=name,
        first=first,
        second=second,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    kind: str,
    *,
    client: AuthenticatedClient,
    name: str | Unset = "",
    first: int,
    second: int,
) -> ConfigDiff | Problem | None:
    """Compare Config Versions

     Return the lines that differ between two versions.

    Args:
        kind (str):
        name (str | Unset): Which, of a kind with names: a scorecard, a dunning strategy. Default:
            ''.
        first (int): 0 says nothing.
        second (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConfigDiff | Problem
    """

    return sync_detailed(
        kind=kind,
        client=client,
        name=name,
        first=first,
        second=second,
    ).parsed


async def asyncio_detailed(
    kind: str,
    *,
    client: AuthenticatedClient,
    name: str | Unset = "",
    first: int,
    second: int,
) -> Response[ConfigDiff | Problem]:
    """Compare Config Versions

     Return the lines that differ between two versions.

    Args:
        kind (str):
        name (str | Unset): Which, of a kind with names: a scorecard, a dunning strategy. Default:
            ''.
        first (int): 0 says nothing.
        second (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConfigDiff | Problem]
    """

    kwargs = _get_kwargs(
        kind=kind,
        name=name,
        first=first,
        second=second,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    kind: str,
    *,
    client: AuthenticatedClient,
    name: str | Unset = "",
    first: int,
    second: int,
) -> ConfigDiff | Problem | None:
    """Compare Config Versions

     Return the lines that differ between two versions.

    Args:
        kind (str):
        name (str | Unset): Which, of a kind with names: a scorecard, a dunning strategy. Default:
            ''.
        first (int): 0 says nothing.
        second (int):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConfigDiff | Problem
    """

    return (
        await asyncio_detailed(
            kind=kind,
            client=client,
            name=name,
            first=first,
            second=second,
        )
    ).parsed
