package io.guildhall.chatlog;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

import org.jspecify.annotations.Nullable;

/**
 * Walks through the archive that Slack exports, entry by entry. It counts what comes out
 * and believes no size that the archive claims.
 */
final class SlackArchive implements AutoCloseable {

	/** What may come out of any archive. */
	private static final long FREE = 64L << 20;

	/** How many times its own size an archive may come to beyond that. */
	private static final long RATIO = 200;

	/** Where the exporter says who is who; the second is of a whole enterprise. */
	private static final Set<String> PEOPLE = Set.of("users.json", "org_users.json");

	private static final Pattern LIST = Pattern.compile("[a-z_]{3,40}\\.json");

	private static final Pattern DAY = Pattern.compile("(?:.*/)?([^/]+)/(\\d{4}-\\d{2}-\\d{2}\\.json)");

	/** Where programs that export in Slack's form put files. */
	private static final Pattern UPLOADS = Pattern.compile("(?:.*/)?(?:__uploads|attachments|canvases)/.*");

	private final JsonChatReader.Counted packed;

	private final ZipInputStream zip;

	private final long most;

	private long unpacked;

	private String name = "";

	SlackArchive(ChatSource source) throws IOException {
		this.packed = new JsonChatReader.Counted(new BufferedInputStream(source.open(), 1 << 16));
		// Names are bytes until we know better; those marked as UTF-8 come as such.
		this.zip = new ZipInputStream(this.packed, StandardCharsets.ISO_8859_1);
		this.most = Math.max(FREE, source.size() * RATIO);
	}

	/** Whether the first bytes are those of an archive. */
	static boolean isArchive(byte[] head) {
		return head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
	}

	/**
	 * Whether an archive is an export of Slack: it says who is who, and has a day of a
	 * channel. It is left at the first entry that says it is something else.
	 */
	static boolean fits(ChatSource source) throws IOException {
		boolean people = false;
		boolean day = false;
		boolean sign = false;
		try (SlackArchive archive = new SlackArchive(source)) {
			while (archive.next() && !(people && day)) {
				String list = archive.list();
				if (list != null) {
					people |= PEOPLE.contains(list);
					sign |= PEOPLE.contains(list) || list.equals("channels.json");
				}
				else if (archive.folder() != null) {
					boolean told = new String(archive.content().readNBytes(1 << 14), StandardCharsets.UTF_8)
						.contains("\"ts\"");
					day |= told;
					sign |= told;
				}
				else if (!sign && !UPLOADS.matcher(archive.name).matches()) {
					return false;
				}
			}
			return people && day;
		}
		catch (ZipException | EOFException | IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Goes to the next file; false at the end.
	 * @throws ZipException if the archive is damaged or unpacks to far too much
	 */
	boolean next() throws IOException {
		try {
			for (ZipEntry entry = following(); entry != null; entry = following()) {
				String inner = decoded(entry.getName());
				if (!entry.isDirectory() && !inner.startsWith("__MACOSX/")
						&& !inner.substring(inner.lastIndexOf('/') + 1).startsWith(".")) {
					this.name = inner;
					return true;
				}
			}
			return false;
		}
		catch (IllegalArgumentException ex) {
			throw new ZipException(ex.getMessage());
		}
	}

	/** What is left of the entry before comes out first, so that it counts as well. */
	private @Nullable ZipEntry following() throws IOException {
		content().transferTo(OutputStream.nullOutputStream());
		return this.zip.getNextEntry();
	}

	/** The name of the file with its folders. */
	String name() {
		return this.name;
	}

	/** The name of a list such as {@code users.json}; null where the file is none. */
	@Nullable String list() {
		String base = this.name.substring(this.name.lastIndexOf('/') + 1);
		return (folder() == null && LIST.matcher(base).matches()) ? base : null;
	}

	/** The folder of a day's messages; null where the file is something else. */
	@Nullable String folder() {
		Matcher day = DAY.matcher(this.name);
		return day.matches() ? day.group(1) : null;
	}

	/** The content of the file; closing it is nothing. */
	InputStream content() {
		return new Content(this.zip);
	}

	/** How many bytes of the archive are done. */
	long position() {
		return this.packed.count;
	}

	@Override
	public void close() throws IOException {
		this.zip.close();
	}

	/** Slack's names are UTF-8 whether the archive says so or not. */
	private static String decoded(String raw) {
		if (raw.chars().allMatch(c -> c < 0x80) || raw.chars().anyMatch(c -> c > 0xFF)) {
			return raw;
		}
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(raw.getBytes(StandardCharsets.ISO_8859_1)))
				.toString();
		}
		catch (CharacterCodingException ex) {
			return raw;
		}
	}

	private final class Content extends FilterInputStream {

		private Content(InputStream entry) {
			super(entry);
		}

		@Override
		public int read() throws IOException {
			int read = super.read();
			add((read < 0) ? 0 : 1);
			return read;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			int read = super.read(target, offset, length);
			add(Math.max(read, 0));
			return read;
		}

		@Override
		public void close() {
			// The archive is closed by who opened it.
		}

		private void add(int count) throws ZipException {
			SlackArchive.this.unpacked += count;
			if (SlackArchive.this.unpacked > SlackArchive.this.most) {
				throw new ZipException("unpacks to far more than it should");
			}
		}

	}

}
