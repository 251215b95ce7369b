import datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx2 as httpx

from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.report import Report
from ...types import UNSET, Response, Unset


def _get_kwargs(
    name: str,
    *,
    as_of: datetime.date | None | Unset = UNSET,
    option: list[str] | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_as_of: None | str | Unset
    if isinstance(as_of, Unset):
        json_as_of = UNSET
    elif isinstance(as_of, datetime.date):
        json_as_of = as_of.isoformat()
    else:
        json_as_of = as_of
    params["as_of"] = json_as_of

    json_option: list[str] | Unset = UNSET
    if not isinstance(option, Unset):
        json_option = option

    params["option"] = json_option

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/reports/{name}".format(
            name=quote(str(name), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | Report:
    if response.status_code == 200:
        response_200 = Report.from_dict(response.json())

        return response_200

    response_default = Problem.from_dict(response.json())

    return response_default


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | Report]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    name: str,
    *,
    client: AuthenticatedClient,
    as_of: datetime.date | None | Unset = UNSET,
    option: list[str] | Unset = UNSET,
) -> Response[Problem | Report]:
    """Read Report

     Make a report of the catalogue as of a day.

    Args:
        name (str):
        as_of (datetime.date | None | Unset):
        option (list[str] | Unset): `name=value`, repeated; `GET /v1/reports` lists them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Report]
    """

    kwargs = _get_kwargs(
        name=name,
        as_of=as_of,
        option=option,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    name: str,
    *,
    client: AuthenticatedClient,
    as_of: datetime.date | None | Unset = UNSET,
    option: list[str] | Unset = UNSET,
) -> Problem | Report | None:
    """Read Report

     Make a report of the catalogue as of a day.

    Args:
        name (str):
        as_of (datetime.date | None | Unset):
        option (list[str] | Unset): `name=value`, repeated; `GET /v1/reports` lists them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Report
    """

    return sync_detailed(
        name=name,
        client=client,
        as_of=as_of,
        option=option,
    ).parsed


async def asyncio_detailed(
    name: str,
    *,
    client: AuthenticatedClient,
    as_of: datetime.date | None | Unset = UNSET,
    option: list[str] | Unset = UNSET,
) -> Response[Problem | Report]:
    """Read Report

     Make a report of the catalogue as of a day.

    Args:
        name (str):
        as_of (datetime.date | None | Unset):
        option (list[str] | Unset): `name=value`, repeated; `GET /v1/reports` lists them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Report]
    """

    kwargs = _get_kwargs(
        name=name,
        as_of=as_of,
        option=option,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    name: str,
    *,
    client: AuthenticatedClient,
    as_of: datetime.date | None | Unset = UNSET,
    option: list[str] | Unset = UNSET,
) -> Problem | Report | None:
    """Read Report

     Make a report of the catalogue as of a day.

    Args:
        name (str):
        as_of (datetime.date | None | Unset):
        option (list[str] | Unset): `name=value`, repeated; `GET /v1/reports` lists them.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Report
    """

    return (
        await asyncio_detailed(
            name=name,
            client=client,
            as_of=as_of,
            option=option,
        )
    ).parsed
