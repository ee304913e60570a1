import { RecordBatchReader, Type } from 'apache-arrow';
import { decodeArrowFrame } from '../../../../test/protocol/frames.ts';
import { allTypes, rows, zeroFields } from '../../../../test/protocol/fixtures/tables.ts';
import { NULL_CODE, type Column, type Table } from '../../common/table.ts';
import { atOnce } from '../../common/slices.ts';
import { encodeArrow } from './arrow.ts';
import { encodeJson } from './json.ts';

/** One column there and back again. */
function roundTrip(column: Column): unknown[] {
  return decodeArrowFrame(atOnce(encodeArrow({ columns: [column] }, 'A'))).fields[0]!.values;
}

describe('encodeArrow()', () => {
  it('should keep name, labels, config and nullability of each column, and the meta of the frame', () => {
    const table = allTypes();
    const frame = decodeArrowFrame(atOnce(encodeArrow(table, 'A')));
    expect(frame).toMatchObject({ name: 'all types', refId: 'A', meta: table.meta, rows: 5 });
    expect(frame.fields.map(({ name, nullable, labels, config }) => ({ name, nullable, labels, config }))).toEqual(
      table.columns.map(({ name, nullable, labels, config }) => ({ name, nullable, labels, config })),
    );
  });

  it.each(allTypes().columns.filter(({ type, values }) => type !== 'time' && !('codes' in values)))(
    'should keep the values of $name',
    (column) => {
      const values = column.values as readonly unknown[];
      const expected =
        column.type.endsWith('64') && column.type !== 'float64'
          ? values.map((value) => (value === null ? null : BigInt(value as number)))
          : values;
      expect(roundTrip(column)).toEqual(expected);
    },
  );

  it('should keep times to the nanosecond, and put those beyond the type at its end', () => {
    const values = [
      -1,
      0,
      null,
      1_790_000_000_001,
      1.5,
      -62_135_596_800_000,
      253_402_300_799_000,
      1_790_000_000_001_234_567n,
    ];
    const bytes = atOnce(encodeArrow({ columns: [{ name: 't', type: 'time', nullable: true, values }] }, 'A'));
    const text = Buffer.from(bytes).toString('latin1');
    const wanted = [
      -1_000_000n,
      0n,
      1_790_000_000_001_000_000n,
      1_500_000n,
      -(1n << 63n),
      (1n << 63n) - 1n,
      1_790_000_000_001_234_567n,
    ];
    for (const nanoseconds of wanted) {
      const little = Buffer.alloc(8);
      little.writeBigInt64LE(nanoseconds);
      expect(text).toContain(little.toString('latin1'));
    }
    expect(roundTrip({ name: 't', type: 'time', nullable: true, values: Float64Array.of(5, Number.NaN) })).toEqual([
      5,
      null,
    ]);
  });

  it('should take typed arrays as they are, and views into larger ones', () => {
    const whole = Float64Array.of(9, 1, 2, 9);
    expect(roundTrip({ name: 'n', type: 'float64', nullable: false, values: whole.subarray(1, 3) })).toEqual([1, 2]);
    expect(roundTrip({ name: 'n', type: 'int32', nullable: false, values: Float64Array.of(1, -2) })).toEqual([1, -2]);
    expect(roundTrip({ name: 'n', type: 'int64', nullable: false, values: Int32Array.of(1, -2) })).toEqual([1n, -2n]);
    expect(roundTrip({ name: 'b', type: 'boolean', nullable: false, values: Uint8Array.of(1, 0, 2) })).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('should only write types that hosts of every age decode', () => {
    const { schema } = RecordBatchReader.from(atOnce(encodeArrow(allTypes(), 'A'))).open();
    const types = new Set(schema.fields.map((field) => Type[field.typeId]));
    expect([...types].sort()).toEqual(['Binary', 'Bool', 'Float', 'Int', 'Timestamp', 'Utf8']);
    expect(schema.dictionaries.size).toBe(0);
  });

  it.each([0, 1, 7, 8, 9, 1000])('should write %i rows', (count) => {
    expect(decodeArrowFrame(atOnce(encodeArrow(rows(count), 'A'))).rows).toBe(count);
  });

  it('should write a frame without fields', () => {
    const frame = decodeArrowFrame(atOnce(encodeArrow(zeroFields(), 'A')));
    expect(frame).toMatchObject({ refId: 'A', fields: [], meta: { type: 'numeric-long', typeVersion: [0, 1] } });
  });

  it.each<[string, Column[]]>([
    ['"x" has no value in row 1', [{ name: 'x', type: 'string', nullable: false, values: ['a', null] }]],
    ['"x" has no value in row 0', [{ name: 'x', type: 'time', nullable: false, values: Float64Array.of(Number.NaN) }]],
    [
      '"y" has 1 values where',
      [
        { name: 'x', type: 'float64', nullable: false, values: [1, 2] },
        { name: 'y', type: 'float64', nullable: false, values: [1] },
      ],
    ],
    ['"x" has 300 in row 0', [{ name: 'x', type: 'uint8', nullable: false, values: [300] }]],
    ['"x" has 1.5 in row 0', [{ name: 'x', type: 'int64', nullable: false, values: [1.5] }]],
    ['"x" has -1 in row 0', [{ name: 'x', type: 'uint64', nullable: false, values: [-1] }]],
    [
      '"x" has 3 in row 0',
      [{ name: 'x', type: 'enum', nullable: false, values: [3], config: { type: { enum: { text: ['a'] } } } }],
    ],
    [
      'mapping of type "regex"',
      [{ name: 'x', type: 'float64', nullable: false, values: [], config: { mappings: [{ type: 'regex' } as never] } }],
    ],
    ['2.5 decimals', [{ name: 'x', type: 'float64', nullable: false, values: [], config: { decimals: 2.5 } }]],
  ])('should refuse what the host could not decode: %s', (part, columns) => {
    expect(() => atOnce(encodeArrow({ columns }, 'A'))).toThrow(part);
    expect(() => atOnce(encodeJson({ columns }, 'A'))).toThrow();
  });
});

describe('texts', () => {
  const coded = (codes: number[], dictionary: string[]): Column => ({
    name: 's',
    type: 'string',
    nullable: true,
    values: { codes: Uint32Array.from(codes), dictionary },
  });
  const codes = Array.from({ length: 200 }, (_, n) => (n % 11 === 0 ? NULL_CODE : n % 7));

  it.each([
    ['ASCII', ['', 'a', 'bc', 'def', 'ghij', 'klmno', 'p'.repeat(50)]],
    ['more than ASCII', ['', 'ä', '東京', '🦥', 'a🦥b', 'ß', '\u007f\u00ff']],
  ])('should spell out codes: %s', (_, dictionary) => {
    const expected = codes.map((code) => (code === NULL_CODE ? null : dictionary[code]));
    expect(roundTrip(coded(codes, dictionary))).toEqual(expected);
    // A dictionary much larger than the table goes another way.
    expect(roundTrip(coded(codes, [...dictionary, ...new Array<string>(1000).fill('unused')]))).toEqual(expected);
  });

  it('should replace half characters, one by one, instead of joining neighbours', () => {
    const values = ['\ud83e', '\udda5', 'ok', 'ü\ud83e'];
    const expected = ['\ufffd', '\ufffd', 'ok', 'ü\ufffd'];
    expect(roundTrip({ name: 's', type: 'string', nullable: false, values })).toEqual(expected);
    expect(roundTrip(coded([0, 1, 0, 1, 2, 3, 2, 3], values))).toEqual(
      expected.slice(0, 2).concat(expected.slice(0, 2), expected.slice(2), expected.slice(2)),
    );
  });
});

describe('encodeJson()', () => {
  it('should put the schema first and say what JSON cannot', () => {
    const table: Table = {
      columns: [
        { name: 'n', type: 'float64', nullable: true, values: [1, Number.NaN, null, Number.NEGATIVE_INFINITY] },
        { name: 'i', type: 'int64', nullable: false, values: [9_223_372_036_854_775_807n, 0, 1, 2] },
        { name: 't', type: 'time', nullable: true, values: [-1, null, 5n, 1_000_001n] },
        { name: 's', type: 'string', nullable: true, values: ['a', null, 'ü', ''] },
      ],
    };
    expect(atOnce(encodeJson(table, 'A'))).toBe(
      '{"schema":{"refId":"A","fields":[' +
        '{"name":"n","type":"number","typeInfo":{"frame":"float64","nullable":true}},' +
        '{"name":"i","type":"number","typeInfo":{"frame":"int64"}},' +
        '{"name":"t","type":"time","typeInfo":{"frame":"time.Time","nullable":true}},' +
        '{"name":"s","type":"string","typeInfo":{"frame":"string","nullable":true}}]},' +
        '"data":{"values":[[1,null,null,null],[9223372036854775807,0,1,2],[-1,null,0,1],["a",null,"ü",""]],' +
        '"entities":[{"NaN":[1],"NegInf":[3]},null,null,null],"nanos":[null,null,[0,0,5,1],null]}}',
    );
  });

  it('should write a frame without fields', () => {
    expect(JSON.parse(atOnce(encodeJson(zeroFields(), 'A')))).toEqual({
      schema: { refId: 'A', meta: { type: 'numeric-long', typeVersion: [0, 1] }, fields: [] },
      data: { values: [] },
    });
  });
});
