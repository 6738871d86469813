import { countryCodes } from '../ui/countries';

/** Languages whose names are understood beside English and the browser's own. */
const otherLanguages = 'de fr es it pt nl pl cs sk hu ro sv da nb fi tr el ru uk ja zh ko'.split(' ');

/** Names that people write and Unicode's list does not have, or no longer. */
const otherNames: Readonly<Record<string, string>> = {
  usa: 'US',
  'u s a': 'US',
  america: 'US',
  uk: 'GB',
  'great britain': 'GB',
  grossbritannien: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  uae: 'AE',
  'czech republic': 'CZ',
  'tschechische republik': 'CZ',
  holland: 'NL',
  'the netherlands': 'NL',
  turkey: 'TR',
  burma: 'MM',
  macedonia: 'MK',
  swaziland: 'SZ',
  'cape verde': 'CV',
  'ivory coast': 'CI',
  'east timor': 'TL',
  vatican: 'VA',
  vatikan: 'VA',
  macau: 'MO',
  'hong kong': 'HK',
  weissrussland: 'BY',
  'korea south': 'KR',
  'korea north': 'KP',
  'republic of korea': 'KR',
  'russian federation': 'RU',
  'viet nam': 'VN',
  'the gambia': 'GM',
  'the bahamas': 'BS',
};

// ISO 3166-1: alpha-2, and alpha-3 behind it.
const alpha3 =
  'ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE XKXKX';

type Names = ReadonlyMap<string, ReadonlySet<string>>;

let own: Names | undefined;
let others: Names | undefined;

/**
 * A country's code, of its ISO 3166-1 code of two or three letters, or of its name: in English or the browser's languages; else in another
 * language, when it is one country's name in all of them. Undefined when it is none, or could be several.
 */
export function findCountry(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  if (countryCodes.has(code)) {
    return code;
  }
  const name = fold(text);
  own ??= namesIn(['en', ...navigator.languages], [...Object.entries(otherNames), ...alpha3Codes()]);
  let found = own.get(name);
  if (!found) {
    others ??= namesIn(otherLanguages);
    found = others.get(name);
  }
  return found?.size === 1 ? [...found][0] : undefined;
}

const alpha3Codes = () => alpha3.split(' ').map((pair) => [pair.slice(2), pair.slice(0, 2)] as const);

function namesIn(languages: readonly string[], more: readonly (readonly [string, string])[] = []): Names {
  const names = new Map<string, Set<string>>();
  const add = (name: string, code: string) => names.set(fold(name), (names.get(fold(name)) ?? new Set()).add(code));
  for (const language of languages) {
    for (const style of ['long', 'short'] as const) {
      const regions = new Intl.DisplayNames([language], { type: 'region', style, fallback: 'none' });
      for (const code of countryCodes) {
        add(regions.of(code) ?? code, code);
      }
    }
  }
  for (const [name, code] of more) {
    add(name, code);
  }
  return names;
}

/** The same for all ways to write a name: without case, accents, dots and dashes. */
function fold(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
