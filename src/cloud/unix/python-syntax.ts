/** The few forms of Python that runbooks use. Everything else is refused with `NotKnown`. */

export class NotKnown extends Error {}

export type Expression =
  | { readonly type: 'literal'; readonly value: string | number | boolean | null }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly type: 'item'; readonly of: Expression; readonly key: Expression }
  | {
      readonly type: 'call';
      readonly of: Expression;
      readonly args: readonly Expression[];
      readonly named: ReadonlyMap<string, Expression>;
    }
  | { readonly type: 'list'; readonly items: readonly Expression[] }
  | { readonly type: 'dict'; readonly items: readonly (readonly [Expression, Expression])[] }
  | {
      readonly type: 'comprehension';
      readonly item: Expression;
      readonly targets: readonly string[];
      readonly over: Expression;
      readonly condition: Expression | undefined;
    }
  | { readonly type: 'not'; readonly of: Expression }
  | {
      readonly type: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'choice';
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | { readonly type: 'format'; readonly parts: readonly (string | Expression)[] };

interface Token {
  readonly type: 'name' | 'string' | 'format' | 'number' | 'operator';
  readonly text: string;
}

/** Reads one expression; all of the text has to belong to it. */
export function parseExpression(text: string): Expression {
  const parser = new Parser(tokens(text));
  const expression = parser.choice();
  parser.end();
  return expression;
}

function tokens(text: string): Token[] {
  const found: Token[] = [];
  const pattern =
    /\s+|([fr]?)("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|([A-Za-z_]\w*)|(\d+(?:\.\d+)?)|(==|!=|<=|>=|[-+*%<>()[\]{}.,:=])/y;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) throw new NotKnown(text);
    const [, prefix = '', string, name, number, operator] = match;
    if (string !== undefined) {
      const inner = string.slice(1, -1);
      const value = prefix === 'r' ? inner : unescaped(inner);
      found.push({ type: prefix === 'f' ? 'format' : 'string', text: value });
    } else if (name !== undefined) found.push({ type: 'name', text: name });
    else if (number !== undefined) found.push({ type: 'number', text: number });
    else if (operator !== undefined) found.push({ type: 'operator', text: operator });
  }
  return found;
}

function unescaped(text: string): string {
  const known: Record<string, string> = {
    n: '\n',
    t: '\t',
    '\\': '\\',
    "'": "'",
    '"': '"',
    '\n': '',
  };
  return text.replace(/\\([^])/g, (whole, letter: string) => {
    const value = known[letter];
    if (value === undefined) throw new NotKnown(whole);
    return value;
  });
}

class Parser {
  private readonly tokens: Token[];

  constructor(all: Token[]) {
    this.tokens = all;
  }

  end(): void {
    const [next] = this.tokens;
    if (next !== undefined) throw new NotKnown(next.text);
  }

  choice(): Expression {
    const yes = this.disjunction();
    if (!this.word('if')) return yes;
    const condition = this.disjunction();
    if (!this.word('else')) throw new NotKnown('if without else');
    return { type: 'choice', condition, yes, no: this.choice() };
  }

  private disjunction(): Expression {
    let left = this.conjunction();
    while (this.word('or'))
      left = { type: 'binary', operator: 'or', left, right: this.conjunction() };
    return left;
  }

  private conjunction(): Expression {
    let left = this.negation();
    while (this.word('and'))
      left = { type: 'binary', operator: 'and', left, right: this.negation() };
    return left;
  }

  private negation(): Expression {
    return this.word('not') ? { type: 'not', of: this.negation() } : this.comparison();
  }

  private comparison(): Expression {
    const left = this.sum();
    const [next, after] = this.tokens;
    if (next?.type === 'operator' && ['==', '!=', '<', '>', '<=', '>='].includes(next.text)) {
      this.tokens.shift();
      return { type: 'binary', operator: next.text, left, right: this.sum() };
    }
    if (this.word('in')) return { type: 'binary', operator: 'in', left, right: this.sum() };
    if (next?.text === 'not' && after?.text === 'in') {
      this.tokens.splice(0, 2);
      return { type: 'not', of: { type: 'binary', operator: 'in', left, right: this.sum() } };
    }
    if (this.word('is')) {
      const negated = this.word('not');
      const same: Expression = { type: 'binary', operator: 'is', left, right: this.sum() };
      return negated ? { type: 'not', of: same } : same;
    }
    return left;
  }

  private sum(): Expression {
    let left = this.primary();
    while (this.sign('+')) left = { type: 'binary', operator: '+', left, right: this.primary() };
    return left;
  }

  private primary(): Expression {
    let value = this.atom();
    for (;;) {
      if (this.sign('.')) value = { type: 'attribute', of: value, name: this.name() };
      else if (this.sign('[')) {
        value = { type: 'item', of: value, key: this.choice() };
        this.expect(']');
      } else if (this.sign('(')) value = this.callOf(value);
      else return value;
    }
  }

  private callOf(of: Expression): Expression {
    const args: Expression[] = [];
    const named = new Map<string, Expression>();
    while (!this.sign(')')) {
      const [first, second] = this.tokens;
      if (first?.type === 'name' && second?.type === 'operator' && second.text === '=') {
        this.tokens.splice(0, 2);
        named.set(first.text, this.choice());
      } else args.push(this.maybeComprehension(this.choice()));
      if (!this.sign(',') && this.tokens[0]?.text !== ')') throw new NotKnown('call');
    }
    return { type: 'call', of, args, named };
  }

  private atom(): Expression {
    const token = this.tokens.shift();
    if (token === undefined) throw new NotKnown('end of text');
    switch (token.type) {
      case 'string': {
        let value = token.text;
        while (this.tokens[0]?.type === 'string') value += this.tokens.shift()?.text ?? '';
        return { type: 'literal', value };
      }
      case 'format':
        return { type: 'format', parts: formatParts(token.text) };
      case 'number':
        return { type: 'literal', value: Number(token.text) };
      case 'name':
        if (token.text in constants)
          return { type: 'literal', value: constants[token.text] ?? null };
        if (['lambda', 'await', 'yield', 'if', 'else', 'for'].includes(token.text))
          throw new NotKnown(token.text);
        return { type: 'name', name: token.text };
      case 'operator':
        return this.bracketed(token.text);
    }
  }

  private bracketed(open: string): Expression {
    if (open === '-') {
      const value = this.atom();
      if (value.type === 'literal' && typeof value.value === 'number')
        return { type: 'literal', value: -value.value };
    }
    if (open === '(') {
      const inner = this.maybeComprehension(this.choice());
      this.expect(')');
      return inner;
    }
    if (open === '[') {
      const items: Expression[] = [];
      while (!this.sign(']')) {
        const item = this.choice();
        const whole = this.maybeComprehension(item);
        if (whole !== item) {
          this.expect(']');
          return whole;
        }
        items.push(item);
        if (!this.sign(',') && this.tokens[0]?.text !== ']') throw new NotKnown('list');
      }
      return { type: 'list', items };
    }
    if (open === '{') {
      const items: [Expression, Expression][] = [];
      while (!this.sign('}')) {
        const key = this.choice();
        this.expect(':');
        items.push([key, this.choice()]);
        if (!this.sign(',') && this.tokens[0]?.text !== '}') throw new NotKnown('dict');
      }
      return { type: 'dict', items };
    }
    throw new NotKnown(open);
  }

  private maybeComprehension(item: Expression): Expression {
    if (!this.word('for')) return item;
    const targets = [this.name()];
    while (this.sign(',')) targets.push(this.name());
    if (!this.word('in')) throw new NotKnown('for');
    const over = this.disjunction();
    const condition = this.word('if') ? this.disjunction() : undefined;
    return { type: 'comprehension', item, targets, over, condition };
  }

  private word(text: string): boolean {
    return this.take('name', text);
  }

  private sign(text: string): boolean {
    return this.take('operator', text);
  }

  private take(type: Token['type'], text: string): boolean {
    const [next] = this.tokens;
    if (next?.type !== type || next.text !== text) return false;
    this.tokens.shift();
    return true;
  }

  private expect(text: string): void {
    if (!this.sign(text)) throw new NotKnown(`expected ${text}`);
  }

  private name(): string {
    const token = this.tokens.shift();
    if (token?.type !== 'name') throw new NotKnown('name');
    return token.text;
  }
}

function formatParts(text: string): (string | Expression)[] {
  return text.split(/(\{[^{}]*\})/).map((part) => {
    if (!part.startsWith('{')) {
      if (/[{}]/.test(part)) throw new NotKnown(part);
      return part;
    }
    return parseExpression(part.slice(1, -1));
  });
}

const constants: Record<string, boolean | null> = { True: true, False: false, None: null };
