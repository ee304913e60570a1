import { WireError } from '../../core/http.ts';

const PREAMBLE = 'Please provide below info when asking for support: timestamp, correlationId.';

type Detail =
  | { code: string; message: string }
  | { code: 'ParserFailure'; line: number; characterPositionInLine: number; token: string; expectedToken: string };

/** Resource Graph's 400, whose details say what is wrong. */
export function badRequest(...details: Detail[]): WireError {
  return new WireError({ status: 400, body: { error: { code: 'BadRequest', message: PREAMBLE, details } } });
}

export function invalidQuery(message: string): WireError {
  return badRequest({ code: 'InvalidQuery', message });
}

/** The query stops making sense at this token; positions count from line 1, character 0. */
export function parserFailure(query: string, offset: number, token: string, expectedToken: string): WireError {
  const before = query.slice(0, offset).split('\n');
  const last = before[before.length - 1] ?? '';
  return badRequest(
    {
      code: 'InvalidQuery',
      message:
        'Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.',
    },
    {
      code: 'ParserFailure',
      line: before.length,
      characterPositionInLine: last.length,
      token: token || '<EOF>',
      expectedToken,
    },
  );
}
