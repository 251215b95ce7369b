import datetime
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
    *,
    name: str | Unset = "",
    as_of: datetime.date | None | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["name"] = name

    json_as_of: None | str | Unset
    if isinstance(as_of, Unset):
        json_as_of = UNSET
    elif isinstance(as_of, datetime.date):
        json_as_of = as_of.isoformat()
    else:
        json_as_of = as_of
    params["as_of"] = json_as_of

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/configs/{kind}/text".format(
            kind=quote(str(kind), safe=""),
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
    *,
    client: AuthenticatedClient,
    name: str | Unset = "",
    as_of: datetime.date | None | Unset = UNSET,
) -> Response[ConfigText | Problem]:
    """Read Config

     Return the version of a kind that holds on a day, with its text.

    Args:
        kind (str):
        name (str | Unset): Which, of a kind with names: a scorecard, a dunning strategy. Default:
            ''.
        as_of (datetime.date | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConfigText | Problem]
    """

    kwargs = _get_kwargs(
        kind=kind,
        name=name,
        as_of=as_of,
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
    as_of: datetime.date | None | Unset = UNSET,
) -> ConfigText | Problem | None:
    """Read Config

     Return the version of a kind that holds on a day, with its text.

    Args:
        kind (str):
        name (str | Unset): Which, of a kind with names: a scorecard, a dunning strategy. Default:
            ''.
        as_of (datetime.date | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConfigText | Problem
    """

    return sync_detailed(
        kind=kind,
        client=client,
        name=name,
        as_of=as_of,
    ).parsed


async def asyncio_detailed(
    kind: str,
    *,
    client: AuthenticatedClient,
    name: str | Unset = "",
    as_of: datetime.date | None | Unset = UNSET,
) -> Response[ConfigText | Problem]:
    """Read Config

     Return the version of a kind that holds on a day, with its text.

    Args:
        kind (str):
        name (str | Unset): Which, of a kind with names: a scorecard, a dunning strategy. Default:
            ''.
        as_of (datetime.date | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConfigText | Problem]
    """

    kwargs = _get_kwargs(
        kind=kind,
        name=name,
        as_of=as_of,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    kind: str,
    *,
    client: AuthenticatedClient,
    name: str | Unset = "",
    as_of: datetime.date | None | Unset = UNSET,
) -> ConfigText | Problem | None:
    """Read Config

     Return the version of a kind that holds on a day, with its text.

    Args:
        kind (str):
        name (str | Unset): Which, of a kind with names: a scorecard, a dunning strategy. Default:
            ''.
        as_of (datetime.date | None | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConfigText | Problem
    """

    return (
        await asyncio_detailed(
            kind=kind,
            client=client,
            name=name,
            as_of=as_of,
        )
    ).parsed
