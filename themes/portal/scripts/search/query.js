// What a question asks for: tasks, dates, agencies and concepts, each with everything that may stand for it.
import { DATE, TASK, readDate, readNumber } from "./numbers.js";
import { english } from "./lexicon.js";
import { isHan, runs, terms } from "./text.js";

/**
 * One way to say a concept.
 * @typedef {object} Option
 * @property {string} text
 * @property {number} weight
 * @property {number[]} [named] the documents that it names: agencies, a task
 * @property {number[]} [deadlines] that it means: positions in the list of deadlines
 */

/** @typedef {{ text: string, options: Option[] }} Concept */

/**
 * @typedef {object} Question
 * @property {string} text in normal form
 * @property {Concept[]} concepts
 * @property {string[]} added what is searched for beside what was typed
 */

// No word of the lexicon is longer, in characters.
const LONGEST_WORD = 32;
// What a word means counts for less the further back it stands among its meanings, and beside a word that texts have.
const MEANT = 0.95;
const FURTHER = 0.93;
const BESIDE = 0.65;
// From here on a typo is taken for one, whatever words the lexicon finds in it.
const SURE = 0.8;

/**
 * @param {import("./corpus.js").Corpus} corpus
 * @param {import("./lexicon.js").Lexicon} lexicon
 * @param {ReturnType<typeof import("./fuzzy.js").openGuesser>} guesser
 * @param {import("./engine.js").Published["deadlines"]} deadlines
 */
export function openReader(corpus, lexicon, guesser, deadlines) {
  const { holds, find } = corpus;
  const { agencies, knows, meanings } = lexicon;

  const one = (/** @type {string} */ text, weight = 1) => ({ text, weight });

  /**
   * Makes a concept. Words that name agencies mean them, wherever they come from.
   * @param {string} text
   * @param {import("./fuzzy.js").Guess[]} [guesses]
   * @returns {Concept}
   */
  const concept = (text, guesses = [one(text)]) => ({
    text,
    options: guesses.map((guess) => ({ ...guess, named: agencies.get(guess.text) })),
  });

  /**
   * Reads a word of the lexicon: it stands for itself, where a text has it, and for what it means.
   * @param {string} said
   */
  function word(said) {
    const isKnown = agencies.has(said) || holds(said);
    const others = meanings(said).filter((text) => text !== said);
    const first = isKnown ? BESIDE : MEANT;
    const options = others.map((text, at) => one(text, first * FURTHER ** at));
    return concept(said, isKnown ? [one(said), ...options] : options);
  }

  /**
   * Reads a piece, with what it may be a typo of; that stands before what little the typo itself finds.
   * @param {string} piece
   * @param {number} [least] how likely a typo has to be
   */
  function pieceOrTypo(piece, least = 0) {
    const isTypo = !holds(piece) && terms(piece, true).some((pair) => !find(pair).size);
    const guesses = isTypo ? guesser.typos(piece).filter(({ weight }) => weight >= least) : [];
    return concept(piece, [...guesses, one(piece)]);
  }

  /**
   * Cuts what remains between known words at particles; a particle that texts have between these characters stays.
   * @param {string} text
   */
  function pieces(text) {
    const isPair = (/** @type {number} */ at) => find(text.slice(at, at + 2)).size;
    let cut = "";
    for (let at = 0; at < text.length; at++) {
      const isParticle = lexicon.particles.includes(text[at]) && !(at && isPair(at - 1) && isPair(at));
      cut += isParticle ? " " : text[at];
    }
    return cut.split(" ");
  }

  /**
   * Takes the longest words that the lexicon knows off a list of parts, one after the other.
   * @param {string[]} parts
   * @param {(parts: string[]) => string} join
   * @param {(left: string[]) => void} rest takes what is left between them; in Latin letters with words that only ask
   * @param {Concept[]} concepts
   */
  function take(parts, join, rest, concepts) {
    /** @type {string[]} */
    let left = [];
    for (let at = 0; at < parts.length; ) {
      let length = Math.min(LONGEST_WORD, parts.length - at);
      while (length && !knows(join(parts.slice(at, at + length)))) length--;
      const said = join(parts.slice(at, at + length));
      const isMeant = agencies.has(said) || meanings(said).length;
      const end = at + (length || 1);
      if (isMeant || isHan(said)) {
        rest(left);
        left = [];
        if (isMeant) concepts.push(word(said));
      } else left.push(...parts.slice(at, end));
      at = end;
    }
    rest(left);
  }

  /**
   * Reads a run.
   * @param {string} run of Han characters
   * @param {boolean} isAlone whether nothing else is asked
   * @param {Concept[]} concepts
   */
  function readHan(run, isAlone, concepts) {
    if (!knows(run)) {
      // Words that stand apart in a text make no typo of it; a character that sounds alike does.
      const whole = pieceOrTypo(run, SURE);
      if (whole.options[1] || (isAlone && run[1] && holds(run))) {
        concepts.push(whole);
        return;
      }
    }
    const readLeft = (/** @type {string[]} */ left) => {
      const all = left.join("");
      // A name may begin with a particle: 太仓, 都江堰.
      for (const piece of all[1] && holds(all) ? [all] : pieces(all)) {
        // A character that is left over between words says nothing by itself.
        if (piece.length > 1 || piece === run) concepts.push(pieceOrTypo(piece));
      }
    };
    take([...run], (parts) => parts.join(""), readLeft, concepts);
  }

  /**
   * Reads words in Latin letters that the lexicon lacks: words of the texts, or pinyin. English asks with some of its
   * syllables: lü you, Jiang-an.
   * @param {string[]} left
   * @param {Concept[]} concepts
   */
  function readUnknown(left, concepts) {
    const isKnown = (/** @type {string} */ word) => find(word).size;
    const read = (/** @type {string} */ word, isShort = true) => {
      const guesses = guesser.pinyin(word, isShort).flatMap((text) => [text, ...meanings(text)]);
      return guesses.map((text, at) => one(text, at ? BESIDE : 1));
    };
    const joined = left.join("");
    const unknown = left.filter((word) => !knows(english(word)));
    const guesses = !unknown.length || left.some(isKnown) ? [] : read(joined, !left[unknown.length]);
    for (const word of guesses.length ? [joined] : unknown) {
      const others = isKnown(word) ? [] : read(word);
      concepts.push(others.length ? concept(word, others) : concept(word));
    }
  }

  /**
   * Takes numbers of tasks and dates off a question; the rest of it is returned.
   * @param {string} text
   * @param {Concept[]} concepts
   */
  function readNumbers(text, concepts) {
    /** @type {number[]} */
    const tasks = [];
    const addTask = (/** @type {string} */ number) => {
      tasks.push(...corpus.tasks(`${readNumber(number)}`));
      return " ";
    };
    let rest = text.replace(TASK, (match, marked, ordinal, numbered, bare) => {
      // A bare count such as 90项 or 211号 may stand in the text, too.
      const isCount = bare && /[项号]$/.test(match) && new RegExp(`(^|\\D)${match}`).test(corpus.all);
      return isCount ? match : addTask(marked || ordinal || numbered || bare);
    });
    rest = rest.replace(DATE, (match, name, year, quarter, number) => {
      const date = new RegExp(`\\b${readDate(match, name, year, quarter, number)}`);
      const due = deadlines.flatMap(([deadline], at) => (date.test(deadline) ? [at] : []));
      if (!due.length && !holds(year)) return match;
      concepts.push({ text: match, options: [{ text: year, weight: 1, deadlines: due }] });
      return " ";
    });
    // 任务62、63; 62和63.
    if (tasks.length || !/[^\d\s,、和]/.test(text)) rest = rest.replace(/\b\d{1,3}\b/g, addTask);
    if (tasks.length) concepts.push({ text: "", options: [{ text: "", weight: 1, named: tasks }] });
    return rest;
  }

  return {
    /**
     * @param {string} typed
     * @returns {Question}
     */
    read(typed) {
      const folded = lexicon.fold(typed).trim();
      const text = lexicon.translate(folded, typed);
      const bare = folded.replace(/\s/g, "");
      /** @type {Concept[]} */
      const concepts = [];
      const found = runs(readNumbers(text, concepts));
      /** @type {string[]} */
      let latin = [];
      const readLatin = () => {
        take(latin, (parts) => english(parts.join(" ")), (left) => readUnknown(left, concepts), concepts);
        latin = [];
      };
      for (const run of found) {
        if (isHan(run)) {
          readLatin();
          readHan(run, found.length === 1, concepts);
        } else latin.push(lexicon.spell(run));
      }
      readLatin();
      // Nothing but words that ask: then they are what is asked for.
      if (!concepts.length) {
        const said = found.map((run) => concept(run, [run, ...meanings(english(run), true)].map((text) => one(text))));
        const meant = said.filter(({ options }) => options[1]);
        concepts.push(...(meant.length ? meant : said));
      }
      const options = concepts.flatMap((concept) => concept.options).filter((option) => !option.deadlines);
      const added = [...new Set(options.map((option) => option.text))].filter((word) => !bare.includes(word));
      return { concepts, text, added };
    },
  };
}
