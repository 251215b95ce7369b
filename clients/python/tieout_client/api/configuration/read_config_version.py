from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.config_text import ConfigText
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    kind: str,
    version: int,
    *,
    name: str | Unset = "",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["name"] = name

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/configs/{kind}/versions/{version}".format(
            kind=quote(str(kind), safe=""),
            version=quote(str(version), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ConfigText | Problem:
    if response.status_code == 200:
        response_200 = ConfigText.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ConfigText | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    kind: str,
    version: int,
    *,
    client: AuthenticatedClient,
    name: str | Unset = "",
) -> Response[ConfigText | Problem]:
    """Read Config Version

     Return a version of a kind with its text.

    Args:
        kind (str):
        version (int):
        name (str | Unset): Which, of a kind with names: a scorecard, a dunning strategy. Default:
            ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConfigText | Problem]
    """

    kwargs = _get_kwargs(
        kind=kind,
        version=version,
        name=name,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    kind: str,
    version: int,
    *,
    client: AuthenticatedClient,
    name: str | Unset = "",
) -> ConfigText | Problem | None:
    """Read Config Version

     Return a version of a kind with its text.

    Args:
        kind (str):
        version (int):
        name (str | Unset): Which, of a kind with names: a scorecard, a dunning strategy. Default:
            ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConfigText | Problem
    """

    return sync_detailed(
        kind=kind,
        version=version,
        client=client,
        name=name,
    ).parsed


async def asyncio_detailed(
    kind: str,
    version: int,
    *,
    client: AuthenticatedClient,
    name: str | Unset = "",
) -> Response[ConfigText | Problem]:
    """Read Config Version

     Return a version of a kind with its text.

    Args:
        kind (str):
        version (int):
        name (str | Unset): Which, of a kind with names: a scorecard, a dunning strategy. Default:
            ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConfigText | Problem]
    """

    kwargs = _get_kwargs(
        kind=kind,
        version=version,
        name=name,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    kind: str,
    version: int,
    *,
    client: AuthenticatedClient,
    name: str | Unset = "",
) -> ConfigText | Problem | None:
    """Read Config Version

     Return a version of a kind with its text.

    Args:
        kind (str):
        version (int):
        name (str | Unset): Which, of a kind with names: a scorecard, a dunning strategy. Default:
            ''.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConfigText | Problem
    """

    return (
        await asyncio_detailed(
            kind=kind,
            version=version,
            client=client,
            name=name,
        )
    ).parsed
