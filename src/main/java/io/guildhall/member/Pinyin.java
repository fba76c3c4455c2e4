package io.guildhall.member;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.ibm.icu.text.Transliterator;

/** How Chinese characters are read, without tones. */
final class Pinyin {

	/** Readings of a surname that differ from the character's usual one. */
	private static final Map<Integer, String> SURNAMES = Map.ofEntries(surname("曾", "zeng"), surname("单", "shan"),
			surname("單", "shan"), surname("仇", "qiu"), surname("解", "xie"), surname("区", "ou"), surname("查", "zha"),
			surname("盖", "ge"), surname("朴", "piao"), surname("缪", "miao"), surname("乐", "yue"), surname("翟", "zhai"),
			surname("覃", "qin"), surname("尉", "yu"), surname("冼", "xian"), surname("瞿", "qu"), surname("万", "wan"),
			surname("柏", "bai"), surname("任", "ren"), surname("华", "hua"));

	private static final Transliterator HAN = Transliterator.getInstance("Han-Latin; Latin-ASCII");

	/**
	 * Reading by the rules takes a lock and microseconds: each character is read once.
	 */
	private static final Map<Integer, String> READ = new ConcurrentHashMap<>();

	private Pinyin() {
	}

	/** The usual reading of a Chinese character: {@code zhang}. */
	static String of(int character) {
		return READ.computeIfAbsent(character, Pinyin::read);
	}

	/** The reading at the beginning of a person's name. */
	static String ofSurname(int character) {
		String reading = SURNAMES.get(character);
		return (reading != null) ? reading : of(character);
	}

	private static String read(Integer character) {
		return HAN.transliterate(Character.toString(character)).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
	}

	private static Map.Entry<Integer, String> surname(String character, String reading) {
		return Map.entry(character.codePointAt(0), reading);
	}

}
