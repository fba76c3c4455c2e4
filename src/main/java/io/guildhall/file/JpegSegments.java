package io.guildhall.file;

import java.awt.geom.AffineTransform;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the segments of a JPEG file say that the readers of the platform do not tell: how
 * a telephone was held, and how often the file goes over its picture.
 *
 * @param orientation 1 to 8, as EXIF counts it: 1 is upright
 * @param scans how often the whole picture is gone over to be read; 1, or some ten in one
 * that becomes clearer while it loads
 */
record JpegSegments(int orientation, int scans) {

	private static final int UPRIGHT = 1;

	private static final int MARK = 0xff;

	private static final int START = 0xd8;

	private static final int END = 0xd9;

	private static final int SCAN = 0xda;

	/** Segment of applications in which EXIF stands. */
	private static final int APPLICATION = 0xe1;

	/** They stand within a scan, from this one on, eight of them, and have no length. */
	private static final int FIRST_RESTART = 0xd0;

	/** What comes before is reserved, and has no length either. */
	private static final int FIRST_WITH_LENGTH = 0xc0;

	private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

	private static final int ORIENTATION_TAG = 0x0112;

	private static final int ENTRY = 12;

	/**
	 * Those of a file, up to where its picture ends; of one that is no JPEG, nothing that
	 * needs care. Like the readers of the platform it passes by whatever stands between
	 * segments, or a stray byte would hide all that follows. A file that ends before its
	 * first scan has tables alone: which picture comes behind nobody knows, so it counts
	 * as one without end.
	 */
	static JpegSegments of(byte[] file) {
		int orientation = UPRIGHT;
		int scans = 0;
		boolean jpeg = file.length > 2 && at(file, 0) == MARK && at(file, 1) == START;
		int at = jpeg ? mark(file, 2) : file.length;
		while (at + 1 < file.length && at(file, at + 1) != END) {
			int mark = at(file, at + 1);
			int end = at + 2;
			if (!isAlone(mark) && at + 3 < file.length) {
				end += Math.max(2, (at(file, at + 2) << 8) | at(file, at + 3));
				if (mark == APPLICATION && orientation == UPRIGHT && end <= file.length) {
					orientation = orientation(Arrays.copyOfRange(file, at + 4, end));
				}
				if (mark == SCAN) {
					scans++;
				}
			}
			at = mark(file, end);
		}
		boolean tables = scans == 0 && at + 1 < file.length;
		return new JpegSegments(orientation, tables ? Integer.MAX_VALUE : scans);
	}

	/** Whether what was wide is high when it stands upright. */
	boolean lies() {
		return orientation > 4;
	}

	/**
	 * Puts a picture upright.
	 * @param width of the picture as it is in the file
	 * @param height of the picture as it is in the file
	 */
	AffineTransform upright(int width, int height) {
		return switch (orientation) {
			case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
			case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
			case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
			case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
			case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
			case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
			case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
			default -> new AffineTransform();
		};
	}

	/**
	 * Where the next mark stands: what follows 0xff, however often, and is no zero, by
	 * which a scan says that it is no mark.
	 */
	private static int mark(byte[] file, int from) {
		int at = from;
		while (at + 1 < file.length && (at(file, at) != MARK || at(file, at + 1) == 0 || at(file, at + 1) == MARK)) {
			at++;
		}
		return at;
	}

	private static boolean isAlone(int mark) {
		return mark < FIRST_WITH_LENGTH || (mark >= FIRST_RESTART && mark <= START);
	}

	/** The first directory of what EXIF keeps as a file in TIFF. */
	private static int orientation(byte[] segment) {
		int start = EXIF.length;
		if (segment.length < start + 8 || !Arrays.equals(segment, 0, start, EXIF, 0, start)) {
			return UPRIGHT;
		}
		boolean small = segment[start] == 'I';
		long directory = start + (((long) two(segment, start + (small ? 6 : 4), small) << 16)
				| two(segment, start + (small ? 4 : 6), small));
		if (directory + 2 > segment.length) {
			return UPRIGHT;
		}
		int entries = two(segment, (int) directory, small);
		for (int i = 0; i < entries; i++) {
			long entry = directory + 2 + (long) i * ENTRY;
			if (entry + ENTRY > segment.length) {
				return UPRIGHT;
			}
			if (two(segment, (int) entry, small) == ORIENTATION_TAG) {
				int value = two(segment, (int) entry + 8, small);
				return (value >= 1 && value <= 8) ? value : UPRIGHT;
			}
		}
		return UPRIGHT;
	}

	private static int two(byte[] bytes, int at, boolean small) {
		return small ? (at(bytes, at + 1) << 8) | at(bytes, at) : (at(bytes, at) << 8) | at(bytes, at + 1);
	}

	private static int at(byte[] bytes, int at) {
		return bytes[at] & MARK;
	}

}
