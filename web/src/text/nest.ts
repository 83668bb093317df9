/** A stretch of the text that something is to be said of, in code points. */
export interface Stretch<T> {
  readonly start: number;
  readonly end: number;
  readonly of: T;
}

/** A stretch with those that lie in it. */
export interface Nest<T> extends Stretch<T> {
  readonly inside: Nest<T>[];
}

/** Puts stretches into each other, so that each can be an element: by start, the longer outside; those that cross are cut. */
export function nest<T>(stretches: readonly Stretch<T>[]): Nest<T>[] {
  type Piece = Stretch<T> & { rank: number };
  const before = (a: Piece, b: Piece) => a.start - b.start || b.end - a.end || a.rank - b.rank;
  const todo: Piece[] = stretches
    .map((stretch, rank) => ({ start: stretch.start, end: stretch.end, of: stretch.of, rank }))
    .filter((piece) => piece.start < piece.end)
    .sort(before);
  const roots: Nest<T>[] = [];
  const open: Nest<T>[] = [];
  // What is cut off comes back later, in its place: a heap would be faster, but few stretches cross.
  for (let at = 0; at < todo.length; at++) {
    const piece = todo[at]!;
    while (open.length > 0 && open[open.length - 1]!.end <= piece.start) open.pop();
    const outer = open[open.length - 1];
    let end = piece.end;
    if (outer && outer.end < end) {
      const rest: Piece = { ...piece, start: outer.end };
      let place = at + 1;
      while (place < todo.length && before(todo[place]!, rest) < 0) place++;
      todo.splice(place, 0, rest);
      end = outer.end;
    }
    const made: Nest<T> = { start: piece.start, end, of: piece.of, inside: [] };
    (outer ? outer.inside : roots).push(made);
    open.push(made);
  }
  return roots;
}

/** The parts of stretches that lie within a window, moved to nothing else than their own offsets. */
export function within<T>(stretches: readonly Stretch<T>[], start: number, end: number): Stretch<T>[] {
  const cut: Stretch<T>[] = [];
  for (const stretch of stretches) {
    const from = Math.max(stretch.start, start);
    const to = Math.min(stretch.end, end);
    if (from < to) cut.push({ start: from, end: to, of: stretch.of });
  }
  return cut;
}
