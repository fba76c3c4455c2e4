package io.guildhall.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Set;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import org.jspecify.annotations.Nullable;

/** Finds the charset of a file by its first bytes. */
public final class Charsets {

	private static final Charset GB18030 = Charset.forName("GB18030");

	/** What ICU may answer; other answers are more often wrong than right. */
	private static final Set<String> BELIEVED = Set.of("GB18030", "Big5", "Shift_JIS", "EUC-JP", "EUC-KR",
			"windows-1251", "KOI8-R", "ISO-8859-1", "windows-1252");

	private Charsets() {
	}

	/** The charset, or null where the bytes are no text. */
	public static @Nullable Charset of(byte[] head) {
		if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
			return StandardCharsets.UTF_8;
		}
		if (startsWith(head, 0xFF, 0xFE)) {
			return StandardCharsets.UTF_16LE;
		}
		if (startsWith(head, 0xFE, 0xFF)) {
			return StandardCharsets.UTF_16BE;
		}
		Charset wide = wide(head);
		if (wide != null) {
			return wide;
		}
		if (holdsControls(head)) {
			return null;
		}
		if (isValid(head, StandardCharsets.UTF_8)) {
			return StandardCharsets.UTF_8;
		}
		CharsetDetector detector = new CharsetDetector();
		detector.setText(head);
		for (CharsetMatch match : detector.detectAll()) {
			if (BELIEVED.contains(match.getName()) && isMultiByteOrSure(match, head)) {
				return charset(match.getName());
			}
		}
		return isValid(head, GB18030) ? GB18030 : StandardCharsets.UTF_8;
	}

	/** A single-byte charset fits anything, so it must be what ICU is sure of. */
	private static boolean isMultiByteOrSure(CharsetMatch match, byte[] head) {
		boolean single = match.getName().startsWith("ISO-") || match.getName().startsWith("windows-")
				|| match.getName().startsWith("KOI8");
		return single ? match.getConfidence() >= 50 : isValid(head, charset(match.getName()));
	}

	private static Charset charset(String name) {
		try {
			return Charset.forName(name.equals("ISO-8859-1") ? "windows-1252" : name);
		}
		catch (IllegalCharsetNameException | UnsupportedCharsetException ex) {
			return StandardCharsets.UTF_8;
		}
	}

	private static boolean startsWith(byte[] head, int... bytes) {
		if (head.length < bytes.length) {
			return false;
		}
		for (int i = 0; i < bytes.length; i++) {
			if ((head[i] & 0xFF) != bytes[i]) {
				return false;
			}
		}
		return true;
	}

	/** UTF-16 without a mark: line ends and digits leave zeros at every other place. */
	private static @Nullable Charset wide(byte[] head) {
		int even = 0;
		int odd = 0;
		for (int i = 0; i < head.length; i++) {
			if (head[i] == 0) {
				if (i % 2 == 0) {
					even++;
				}
				else {
					odd++;
				}
			}
		}
		int enough = Math.max(1, head.length / 50);
		if (odd >= enough && odd > 4 * even) {
			return StandardCharsets.UTF_16LE;
		}
		return (even >= enough && even > 4 * odd) ? StandardCharsets.UTF_16BE : null;
	}

	private static boolean holdsControls(byte[] head) {
		int controls = 0;
		for (byte b : head) {
			if (b == 0) {
				return true;
			}
			if (b > 0 && b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != 0x1B && b != '\f') {
				controls++;
			}
		}
		return controls > head.length / 50 + 2;
	}

	/** A character cut in two at the end is no fault. */
	private static boolean isValid(byte[] head, Charset charset) {
		CharsetDecoder decoder = charset.newDecoder()
			.onMalformedInput(CodingErrorAction.REPORT)
			.onUnmappableCharacter(CodingErrorAction.REPORT);
		CharBuffer decoded = CharBuffer.allocate(head.length + 16);
		CoderResult result = decoder.decode(ByteBuffer.wrap(head), decoded, false);
		return !result.isError();
	}

}
