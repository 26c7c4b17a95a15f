// What a question asks for: numbers, dates, agencies and concepts, each with everything that may stand for it.
import { english } from "./lexicon.js";
import { pairs, runs } from "./text.js";

/**
 * One way to say a concept.
 * @typedef {object} Option
 * @property {"text" | "agency" | "date"} by
 * @property {string} text
 * @property {number} weight
 * @property {number[]} [refs] agencies; or the deadlines that a date means
 */

/** @typedef {{ text: string, options: Option[] }} Concept */

/**
 * @typedef {object} Question
 * @property {string} text in normal form
 * @property {number | null} task a task's number, where the question names one
 * @property {boolean} exact whether it asks for that task and nothing else
 * @property {Concept[]} concepts
 * @property {"lead" | "" } role
 * @property {string[]} added what is searched for beside what was typed
 */

// What a word means counts for less the further back it stands among its meanings, and beside a word that texts have.
const MEANT = 0.95;
const FURTHER = 0.93;
const BESIDE = 0.65;
// From here on a slip is taken for one, whatever words the lexicon finds in it.
const SURE = 0.8;
const DIGITS = "零一二三四五六七八九";
const NUMBER = "(\\d{1,4}|[一二三四五六七八九十百]{1,6})";
const TASK = [
  // Surely a task; the pattern's second number says whether text comes first.
  new RegExp(`^(?:附件2?)?第${NUMBER}[项号条个]?(?:试点)?(?:任务|措施|事项)?$`),
  new RegExp(`^(?:试点)?(?:任务|措施|事项|task|no\\.?|#|t)第?${NUMBER}[项号]?$`),
  /^(\d{1,3})$/,
];
const COUNT = new RegExp(`^${NUMBER}[项号条]$`);
const DATES = [
  /(\d{4})\s*[-年./]\s*(1[0-2]|0?[1-9])(?:\s*月份?)?(?![\d])/g,
  /(\d{4})\s*年?\s*(?:年?底|年?末|末)前?/g,
  /(\d{4})\s*年/g,
  /(?:by |in |end of )*(?:(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? )?\b(20\d\d)\b/g,
];
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/** @param {string} text `62` or `六十二` */
function number(text) {
  if (/^\d/.test(text)) return Number(text);
  let sum = 0;
  let digit = 0;
  for (const character of text) {
    if (character === "百" || character === "十") {
      sum += (digit || 1) * (character === "百" ? 100 : 10);
      digit = 0;
    } else digit = DIGITS.indexOf(character);
  }
  return sum + digit;
}

export class Reader {
  /**
   * @param {import("./corpus.js").Corpus} corpus
   * @param {import("./lexicon.js").Lexicon} lexicon
   * @param {import("./guess.js").Guesser} guesser
   */
  constructor(corpus, lexicon, guesser) {
    this.corpus = corpus;
    this.lexicon = lexicon;
    this.guesser = guesser;
    const longest = (/** @type {Iterable<string>} */ words) => Math.max(0, ...Array.from(words, (word) => word.length));
    this.longest = Math.max(longest(lexicon.synonyms.keys()), longest(lexicon.agencies.keys()));
  }

  /**
   * @param {string} typed
   * @returns {Question}
   */
  read(typed) {
    const text = this.lexicon.fold(typed).trim();
    /** @type {Question} */
    const question = { text, task: null, exact: false, concepts: [], role: "", added: [] };
    if (this.readTask(text, question)) return question;
    this.readWords(this.readDates(text, question), question);
    const typedForms = text.replace(/\s/g, "");
    const added = question.concepts.flatMap(({ options }) => options.filter(({ by }) => by !== "date"));
    question.added = [...new Set(added.map((option) => option.text))].filter((word) => !typedForms.includes(word));
    return question;
  }

  /**
   * A number alone, 第N项, 任务N. A bare count such as 90项 stands in the text, too.
   * @param {string} text
   * @param {Question} question
   */
  readTask(text, question) {
    text = text.replace(/\s/g, "");
    const match = TASK.map((pattern) => pattern.exec(text)).find(Boolean);
    const count = match ?? COUNT.exec(text);
    if (!count) return false;
    question.task = number(count[1]);
    const known = this.corpus.documents.some(({ kind, id }) => kind === "task" && id === String(question.task));
    if (!known) question.task = null;
    question.exact = !!match && known;
    const inText = this.corpus.holds(text);
    if (question.task && !match && !inText) question.exact = true;
    return question.exact;
  }

  /**
   * Takes the dates out of a text.
   * @param {string} text
   * @param {Question} question
   */
  readDates(text, question) {
    const { deadlines } = this.lexicon;
    DATES.forEach((pattern, form) => {
      text = text.replace(pattern, (all, first, second) => {
        const isEnglish = form === 3;
        const year = isEnglish ? second : first;
        const month = form === 0 ? second : form === 1 ? "12" : isEnglish && first ? MONTHS.indexOf(first) + 1 : "";
        const id = month ? `${year}-${String(month).padStart(2, "0")}` : year;
        const refs = deadlines.flatMap((deadline, at) => (deadline.startsWith(id) ? [at] : []));
        if (!refs.length && !this.corpus.holds(year)) return all;
        question.concepts.push({ text: all, options: [{ by: "date", text: year, weight: 1, refs }] });
        return " ";
      });
    });
    return text;
  }

  /**
   * @param {string} text
   * @param {Question} question
   */
  readWords(text, question) {
    /** @type {string[]} */
    let latin = [];
    let end = 0;
    const flush = () => {
      this.readLatin(latin, question);
      latin = [];
    };
    const found = runs(text);
    for (const { run, han, at } of found) {
      if (han || /[^\s'’.\-]/.test(text.slice(end, at))) flush();
      if (han) this.readHan(run, question, found.length === 1);
      else latin.push(run);
      end = at + run.length;
    }
    flush();
    // Nothing but words that ask: then they are what is asked for.
    if (!question.concepts.length) {
      for (const { run } of found) question.concepts.push(plain(run));
    }
  }

  /**
   * @param {string[]} words
   * @param {Question} question
   */
  readLatin(words, question) {
    const { glossary, englishStop } = this.lexicon;
    words = words.map((word) => this.lexicon.spell(word));
    /** @type {string[]} */
    let unknown = [];
    const flush = () => {
      if (unknown.length) this.readUnknown(unknown, question);
      unknown = [];
    };
    for (let at = 0; at < words.length; ) {
      let length = Math.min(6, words.length - at);
      while (length && !glossary.has(english(words.slice(at, at + length).join(" ")))) length--;
      if (length) {
        flush();
        const said = words.slice(at, at + length).join(" ");
        this.push(question, said, glossary.get(english(said)) ?? []);
        at += length;
        continue;
      }
      if (englishStop.has(words[at])) flush();
      else unknown.push(words[at]);
      at++;
    }
    flush();
  }

  /**
   * Words in Latin letters that the glossary lacks: terms of the index, pinyin, or a slip.
   * @param {string[]} words
   * @param {Question} question
   */
  readUnknown(words, question) {
    const joined = words.join("");
    const known = words.some((word) => this.corpus.find(word).size > 0);
    if (!known && /^[a-zü]+$/.test(joined)) {
      const guesses = this.guesser.pinyin(joined.replaceAll("ü", "v"));
      if (guesses.length) {
        question.concepts.push({ text: joined, options: this.resolve(guesses) });
        return;
      }
    }
    for (const word of words) {
      if (this.corpus.find(word).size) {
        question.concepts.push(plain(word));
        continue;
      }
      const guesses = /^[a-zü]+$/.test(word) ? this.guesser.pinyin(word.replaceAll("ü", "v")) : [];
      question.concepts.push({ text: word, options: this.resolve(guesses) });
    }
  }

  /**
   * @param {string} run
   * @param {Question} question
   * @param {boolean} alone
   */
  readHan(run, question, alone) {
    const { synonyms, agencies, roles } = this.lexicon;
    if (alone && run.length > 1 && this.corpus.holds(run) && !synonyms.has(run) && !agencies.has(run)) {
      question.concepts.push(plain(run));
      return;
    }
    // Words that stand apart in a text make no slip of it; a character that sounds alike does.
    const whole = synonyms.has(run) || agencies.has(run) ? null : this.slipOr(run, SURE);
    if (whole && whole.options.length > 1) {
      question.concepts.push(whole);
      return;
    }
    let rest = "";
    const flush = () => {
      for (const piece of this.pieces(rest)) question.concepts.push(this.slipOr(piece));
      rest = "";
    };
    for (let at = 0; at < run.length; ) {
      const said = this.word(run, at);
      const known = this.knownFrom(run, at);
      if (known.length > said.length + 1 && known.length > 3) {
        // The texts say more than the lexicon's word here: 工作专班办公室, not 工作.
        flush();
        question.concepts.push(plain(known));
        at += known.length;
        continue;
      }
      at += said.length || 1;
      if (!said) {
        rest += run[at - 1];
        continue;
      }
      flush();
      if (agencies.has(said) || synonyms.has(said)) this.push(question, said, synonyms.get(said) ?? []);
      else if (roles.includes(said)) question.role = "lead";
    }
    flush();
  }

  /**
   * A piece, with what it may be a slip of; that stands before what little the slip itself finds.
   * @param {string} piece
   * @param {number} [least] how likely a slip has to be
   * @returns {Concept}
   */
  slipOr(piece, least = 0) {
    const isSlip = !this.corpus.holds(piece) && pairs(piece).some((pair) => !this.corpus.postings.has(pair));
    const guesses = isSlip ? this.guesser.slips(piece).filter(({ weight }) => weight >= least) : [];
    const own = { by: /** @type {const} */ ("text"), text: piece, weight: guesses.length ? 0.5 : 1 };
    return { text: piece, options: [...this.resolve(guesses), own] };
  }

  /**
   * The longest word of the lexicon that begins at a place of a run, or nothing.
   * @param {string} run
   * @param {number} at
   */
  word(run, at) {
    const { synonyms, agencies, phrases, roles } = this.lexicon;
    for (let length = Math.min(this.longest, run.length - at); length; length--) {
      const word = run.slice(at, at + length);
      if (agencies.has(word) || synonyms.has(word) || phrases.includes(word) || roles.includes(word)) return word;
    }
    return "";
  }

  /**
   * The longest piece from a place of a run that stands in a text as it is.
   * @param {string} run
   * @param {number} at
   */
  knownFrom(run, at) {
    let end = at + 1;
    while (end < run.length && this.corpus.holds(run.slice(at, end + 1))) end++;
    return run.slice(at, end);
  }

  /**
   * What remains between known words, cut at particles, and where no text has two neighbours together.
   * @param {string} text
   */
  pieces(text) {
    if (!text || this.corpus.holds(text)) return text ? [text] : [];
    const { particles } = this.lexicon;
    const known = (/** @type {number} */ at) => this.corpus.postings.has(text.slice(at, at + 2));
    const pieces = [""];
    for (let at = 0; at < text.length; at++) {
      const isParticle = particles.includes(text[at]) && !(known(at - 1) && known(at));
      if (isParticle) pieces.push("");
      else pieces[pieces.length - 1] += text[at];
      if (at > 0 && at + 2 < text.length && !known(at) && known(at - 1) && known(at + 1)) pieces.push("");
    }
    return pieces.filter(Boolean);
  }

  /**
   * @param {Question} question
   * @param {string} said
   * @param {string[]} meant
   */
  push(question, said, meant) {
    const isKnown = this.lexicon.agencies.has(said) || this.corpus.holds(said);
    const own = isKnown ? [{ text: said, weight: 1 }] : [];
    const first = isKnown ? BESIDE : MEANT;
    const others = meant.filter((text) => text !== said).map((text, at) => ({ text, weight: first * FURTHER ** at }));
    question.concepts.push({ text: said, options: this.resolve([...own, ...others]) });
  }

  /**
   * Words that name agencies mean them, wherever they come from.
   * @param {import("./guess.js").Guess[]} words
   * @returns {Option[]}
   */
  resolve(words) {
    return words.map(({ text, weight }) => {
      const refs = this.lexicon.agencies.get(text);
      return refs ? { by: "agency", text, weight, refs } : { by: "text", text, weight };
    });
  }
}

/**
 * @param {string} text
 * @returns {Concept}
 */
function plain(text) {
  return { text, options: [{ by: "text", text, weight: 1 }] };
}
