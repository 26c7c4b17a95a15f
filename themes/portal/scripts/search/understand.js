// What a question asks for: a task, dates, agencies and concepts, each with everything that may stand for it.
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
// From here on a slip is taken for one, whatever words the lexicon finds in it.
const SURE = 0.8;
const DIGITS = "零一二三四五六七八九";
// 任务62, 第62项; 62 and 62项 where nothing else is asked.
const TASK =
  /(?:任务|#|\b(?:tasks?|no\.?|t))\s*第?(\d{1,3}(?![\da-z])|[一二三四五六七八九十百]{1,6}$)|第\s*(\d{1,3}|[一二三四五六七八九十百]{1,6})\s*(?:[项号条]?(?:任务|措施)|[项号条])|(\d{1,3})号任务|^第?(\d{1,3})\s*[项号]?$/g;
const DATE =
  /(?:\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]*(?:ary|ch|il|e|y|ust|ber))?\.?,? )?(20\d\d)(?:\s*[-年./]\s*(1[0-2]|0?[1-9])(?!\d)(?:\s*月份?)?(?:\s*[-./]?\s*\d{1,2}日?)?[底末]?前?|(?:\s*年)*[底末]?前?)/g;

/** @param {string} text `62` or `六十二` */
function number(text) {
  let sum = 0;
  let digit = 0;
  for (const character of text) {
    const power = { 十: 10, 百: 100 }[character];
    if (power) sum += (digit || 1) * power;
    digit = power ? 0 : DIGITS.indexOf(character);
  }
  return Number(text) || sum + digit;
}

/**
 * @param {import("./corpus.js").Corpus} corpus
 * @param {import("./lexicon.js").Lexicon} lexicon
 * @param {ReturnType<typeof import("./guess.js").openGuesser>} guesser
 * @param {string[]} deadlines
 */
export function openReader(corpus, lexicon, guesser, deadlines) {
  const { documents, holds, find } = corpus;
  const { knows, meanings, agencies } = lexicon;

  /**
   * Words that name agencies mean them, wherever they come from.
   * @param {string} text
   * @param {import("./guess.js").Guess[]} [guesses]
   * @returns {Concept}
   */
  const concept = (text, guesses = [{ text, weight: 1 }]) => ({
    text,
    options: guesses.map((guess) => ({ ...guess, named: agencies.get(guess.text) })),
  });

  /**
   * What a word of the lexicon stands for: itself, where a text has it, and what it means.
   * @param {string} said
   */
  function word(said) {
    const isKnown = agencies.has(said) || holds(said);
    const others = meanings(said).filter((text) => text !== said);
    const first = isKnown ? BESIDE : MEANT;
    const options = others.map((text, at) => ({ text, weight: first * FURTHER ** at }));
    return concept(said, isKnown ? [{ text: said, weight: 1 }, ...options] : options);
  }

  /**
   * A piece, with what it may be a slip of; that stands before what little the slip itself finds.
   * @param {string} piece
   * @param {number} [least] how likely a slip has to be
   */
  function slipOr(piece, least = 0) {
    const isSlip = !holds(piece) && terms(piece, true).some((pair) => !find(pair).length);
    const guesses = isSlip ? guesser.slips(piece).filter(({ weight }) => weight >= least) : [];
    return concept(piece, [...guesses, { text: piece, weight: 1 }]);
  }

  /**
   * What remains between known words, cut at particles.
   * @param {string} text
   */
  function pieces(text) {
    const known = (/** @type {number} */ at) => find(text.slice(at, at + 2)).length;
    let cut = "";
    for (let at = 0; at < text.length; at++) {
      const isParticle = lexicon.particles.includes(text[at]) && !(at && known(at - 1) && known(at));
      cut += isParticle ? " " : text[at];
    }
    return cut.split(" ");
  }

  /**
   * Takes the longest words that the lexicon knows off a list of parts, one after the other.
   * @param {string[]} parts
   * @param {(parts: string[]) => string} join
   * @param {(left: string[]) => void} rest takes what is left between them
   * @param {Concept[]} concepts
   */
  function take(parts, join, rest, concepts) {
    /** @type {string[]} */
    let left = [];
    for (let at = 0; at < parts.length; ) {
      let said = "";
      let length = Math.min(LONGEST_WORD, parts.length - at);
      while (length && !knows((said = join(parts.slice(at, at + length))))) length--;
      if (length) {
        if (left.length) rest(left);
        left = [];
        if (agencies.has(said) || meanings(said).length) concepts.push(word(said));
        at += length;
      } else left.push(parts[at++]);
    }
    if (left.length) rest(left);
  }

  /**
   * @param {string} run of Han characters
   * @param {boolean} isAlone
   * @param {Concept[]} concepts
   */
  function readHan(run, isAlone, concepts) {
    if (!knows(run)) {
      if (isAlone && run[1] && holds(run)) return concepts.push(concept(run));
      // Words that stand apart in a text make no slip of it; a character that sounds alike does.
      const slip = slipOr(run, SURE);
      if (slip.options[1]) return concepts.push(slip);
    }
    // A character that is left over between words says nothing by itself.
    const isSaying = (/** @type {string} */ piece) => piece[1] || piece === run;
    const join = (/** @type {string[]} */ parts) => parts.join("");
    return take(
      [...run],
      join,
      (left) => concepts.push(...pieces(join(left)).filter(isSaying).map((piece) => slipOr(piece))),
      concepts,
    );
  }

  /**
   * Words in Latin letters that the lexicon lacks: words of the texts, pinyin, or a slip.
   * @param {string[]} left
   * @param {Concept[]} concepts
   */
  function readUnknown(left, concepts) {
    const isKnown = (/** @type {string} */ word) => find(word).length;
    const read = (/** @type {string} */ word) => {
      const guesses = guesser.pinyin(word).flatMap(({ text }) => [text, ...meanings(text)]);
      return guesses.map((text, at) => ({ text, weight: at ? BESIDE : 1 }));
    };
    const joined = left.join("");
    const guesses = left.some(isKnown) ? [] : read(joined);
    if (guesses.length) concepts.push(concept(joined, guesses));
    else {
      for (const word of left) {
        const others = isKnown(word) ? [] : read(word);
        concepts.push(concept(word, others.length ? others : undefined));
      }
    }
  }

  /**
   * Takes numbers of tasks and dates off a question.
   * @param {string} text
   * @param {Concept[]} concepts
   */
  function readNumbers(text, concepts) {
    /** @type {number[]} */
    const tasks = [];
    const addTask = (/** @type {string} */ count) => {
      const id = String(number(count));
      documents.forEach((document, ref) => document.kind === "task" && document.id === id && tasks.push(ref));
      return " ";
    };
    let rest = text
      .replace(TASK, (all, ...numbers) => {
        // A bare count such as 90项 or 211号 may stand in the text, too.
        if (numbers[3] && /[项号]$/.test(all) && new RegExp(`(^|\\D)${all}`).test(corpus.all)) return all;
        return addTask(numbers.find(Boolean));
      })
      .replace(DATE, (all, name, year, number) => {
        const month = number || (/[底末]/.test(all) ? 12 : new Date(`1 ${name} 2000`).getMonth() + 1) || "";
        const id = month ? `${year}-${String(month).padStart(2, "0")}` : year;
        const due = deadlines.flatMap((deadline, at) => (deadline.startsWith(id) ? [at] : []));
        if (!due.length && !holds(year)) return all;
        concepts.push({ text: all, options: [{ text: year, weight: 1, deadlines: due }] });
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
          readHan(run, !found[1], concepts);
        } else latin.push(lexicon.spell(run));
      }
      readLatin();
      // Nothing but words that ask: then they are what is asked for.
      if (!concepts.length) concepts.push(...found.map((run) => concept(run)));
      const options = concepts.flatMap((concept) => concept.options).filter((option) => !option.deadlines);
      const added = [...new Set(options.map((option) => option.text))].filter((word) => !bare.includes(word));
      return { text, concepts, added };
    },
  };
}
