/** An ARM id in the three parts that repeat themselves differently: many rows share a prefix and a type, few a name. */
export interface IdParts {
  /** Up to and with the last `/providers/`, shortened (see `shorten`). */
  prefix: string;
  /** `Microsoft.Sql/servers/databases`, as the id spells it; '' when the id is kept whole in the prefix. */
  type: string;
  /** `server/database`. */
  names: string;
}

const PROVIDERS = '/providers/';
/** First characters of shortened prefixes: the two spellings that Azure uses, and a prefix that is kept as it is. */
const SPELLINGS = { '~': '/resourceGroups/', '^': '/resourcegroups/' } as const;
const WHOLE = '=';

/** How ids of one subscription begin, with the marks that stand for it. */
export type Stems = ReadonlyArray<readonly [mark: string, stem: string]>;

/** How ids of this subscription begin. */
export function stemsOf(subscriptionId: string): Stems {
  return Object.entries(SPELLINGS).map(([mark, spelling]) => [mark, `/subscriptions/${subscriptionId}${spelling}`]);
}

/** Takes an id apart so that `joinId` gives back the very same text, whatever the text is. */
export function splitId(id: string, stems: Stems): IdParts {
  const at = lastProviders(id);
  const end = at + PROVIDERS.length;
  const tail = at < 0 ? '' : id.slice(end);
  const type = tail.indexOf('/');
  const name = tail.indexOf('/', type + 1);
  if (type > 0 && name > type + 1 && name < tail.length - 1 && !tail.includes('/', name + 1)) {
    return {
      prefix: shorten(id.slice(0, end), stems),
      type: tail.slice(0, name),
      names: tail.slice(name + 1),
    };
  }
  return splitNested(id, end, tail.split('/'), stems);
}

/** A namespace and pairs of type and name; anything else is kept whole. */
function splitNested(id: string, end: number, tail: readonly string[], stems: Stems): IdParts {
  if (tail.length < 3 || tail.length % 2 === 0 || tail.includes('')) {
    return { prefix: WHOLE + id, type: '', names: '' };
  }
  const type = tail.filter((_, index) => index === 0 || index % 2 === 1).join('/');
  const names = tail.filter((_, index) => index > 0 && index % 2 === 0).join('/');
  return { prefix: shorten(id.slice(0, end), stems), type, names };
}

/** Lower-casing costs a copy and can change a text's length, so the usual spelling is looked for first. */
function lastProviders(id: string): number {
  const usual = id.lastIndexOf(PROVIDERS);
  if (usual >= 0) {
    return usual;
  }
  const at = id.toLowerCase().lastIndexOf(PROVIDERS);
  return id.slice(at, at + PROVIDERS.length).toLowerCase() === PROVIDERS ? at : -1;
}

/** Puts an id together again as it was. */
export function joinId(parts: IdParts, subscriptionId: string): string {
  const prefix = lengthen(parts.prefix, subscriptionId);
  if (parts.type === '') {
    return prefix;
  }
  const slash = parts.type.indexOf('/');
  const nested = parts.type.indexOf('/', slash + 1);
  if (nested < 0) {
    return `${prefix}${parts.type}/${parts.names}`;
  }
  const [namespace, ...types] = parts.type.split('/');
  const names = parts.names.split('/');
  return `${prefix}${namespace}${types.map((type, index) => `/${type}/${names[index]}`).join('')}`;
}

/** Name of the resource group as the id spells it; null outside any. */
export function groupOf(prefix: string): string | null {
  if (prefix[0] === '~' || prefix[0] === '^') {
    return prefix.slice(1);
  }
  return /^=?\/?subscriptions\/[^/]+\/resourcegroups\/([^/]+)/i.exec(prefix)?.[1] ?? null;
}

function shorten(prefix: string, stems: Stems): string {
  for (const [mark, stem] of stems) {
    if (prefix.startsWith(stem)) {
      const group = prefix.slice(stem.length, -PROVIDERS.length);
      if (group !== '' && !group.includes('/') && prefix.endsWith(PROVIDERS)) {
        return mark + group;
      }
    }
  }
  return WHOLE + prefix;
}

function lengthen(prefix: string, subscriptionId: string): string {
  const spelling = SPELLINGS[prefix[0] as keyof typeof SPELLINGS];
  return spelling ? `/subscriptions/${subscriptionId}${spelling}${prefix.slice(1)}${PROVIDERS}` : prefix.slice(1);
}
