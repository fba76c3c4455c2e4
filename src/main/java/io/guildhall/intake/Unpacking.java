package io.guildhall.intake;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

import org.jspecify.annotations.Nullable;

import io.guildhall.chatlog.ChatFormat;
import io.guildhall.chatlog.ChatFormats;
import io.guildhall.chatlog.ChatSource;

/**
 * Finds the files in what was uploaded: the file itself, or those of a zip. It counts
 * what it unpacks, never trusting the sizes that an archive claims.
 */
final class Unpacking {

	private static final long FREE = 64L << 20;

	private static final Charset CHINESE = Charset.forName("GB18030");

	/** What lies beside a chat in its archive, and holds no message. */
	private static final Set<String> MEDIA = Set.of("jpg", "jpeg", "png", "gif", "webp", "heic", "bmp", "svg", "mp4",
			"mov", "3gp", "avi", "mkv", "webm", "mp3", "m4a", "ogg", "opus", "aac", "amr", "wav", "pdf", "vcf", "tgs",
			"doc", "docx", "ppt", "pptx", "apk", "exe", "dll", "html", "css", "js", "woff", "ttf");

	private final long mostBytes;

	private final int mostRatio;

	private final int mostFiles;

	private int files;

	private long unpacked;

	Unpacking(IntakeSettings settings) {
		this.mostBytes = settings.maxUnpacked().toBytes();
		this.mostRatio = settings.maxRatio();
		this.mostFiles = settings.maxFiles();
	}

	/** Takes one file that was found. */
	@FunctionalInterface
	interface Sink {

		void take(String name, InputStream content) throws IOException;

	}

	/**
	 * Hands over each file of an upload.
	 * @throws ImportRefused if an archive is a bomb, is broken, or there are too many
	 * files
	 */
	void each(Upload upload, Sink sink) throws IOException {
		String name = upload.baseName();
		boolean archive;
		try (InputStream head = upload.content().open()) {
			byte[] magic = head.readNBytes(4);
			archive = magic.length == 4 && magic[0] == 'P' && magic[1] == 'K' && magic[2] == 3 && magic[3] == 4;
		}
		if (!archive || isWorkbook(upload)) {
			whole(upload, sink);
			return;
		}
		if (isOneExport(upload)) {
			measure(upload);
			whole(upload, sink);
			return;
		}
		long most = most(upload);
		try (ZipInputStream zip = open(upload)) {
			ZipEntry entry = zip.getNextEntry();
			if (entry == null) {
				throw ImportRefused.brokenArchive(name);
			}
			for (; entry != null; entry = zip.getNextEntry()) {
				String inner = name(entry.getName());
				if (!entry.isDirectory() && isOfInterest(inner)) {
					count();
					sink.take(shown(name, inner), new Counted(zip, most, name));
				}
				else if (!entry.isDirectory()) {
					new Counted(zip, most, name).transferTo(OutputStream.nullOutputStream());
				}
			}
		}
		catch (ZipException | IllegalArgumentException | EOFException ex) {
			throw ImportRefused.brokenArchive(name);
		}
	}

	private void whole(Upload upload, Sink sink) throws IOException {
		count();
		try (InputStream content = upload.content().open()) {
			sink.take(upload.baseName(), content);
		}
	}

	/** Slack's archive is one export in many files that mean nothing alone. */
	private static boolean isOneExport(Upload upload) {
		return ChatFormats.recognize(ChatSource.of(upload.baseName(), upload.size(), upload.content()::open))
			.format() == ChatFormat.SLACK_ZIP;
	}

	/** What is kept as it came is unpacked once for nothing but its size. */
	private void measure(Upload upload) throws IOException {
		String name = upload.baseName();
		long most = most(upload);
		try (ZipInputStream zip = open(upload)) {
			while (zip.getNextEntry() != null) {
				new Counted(zip, most, name).transferTo(OutputStream.nullOutputStream());
			}
		}
		catch (ZipException | IllegalArgumentException | EOFException ex) {
			throw ImportRefused.brokenArchive(name);
		}
	}

	private long most(Upload upload) {
		return Math.min(this.mostBytes, Math.max(FREE, upload.size() * this.mostRatio));
	}

	private void count() {
		if (++this.files > this.mostFiles) {
			throw ImportRefused.tooManyFiles(this.mostFiles);
		}
	}

	/** A workbook is a zip as well; its first entry gives it away. */
	private static boolean isWorkbook(Upload upload) throws IOException {
		if (upload.baseName().toLowerCase(Locale.ROOT).endsWith(".xlsx")) {
			return true;
		}
		try (ZipInputStream zip = open(upload)) {
			ZipEntry first = zip.getNextEntry();
			return first != null && (first.getName().equals("[Content_Types].xml") || first.getName().startsWith("xl/")
					|| first.getName().startsWith("_rels/") || first.getName().startsWith("docProps/"));
		}
		catch (ZipException | IllegalArgumentException ex) {
			throw ImportRefused.brokenArchive(upload.baseName());
		}
	}

	private static ZipInputStream open(Upload upload) throws IOException {
		// Names are bytes until we know better; those marked as UTF-8 come as such.
		return new ZipInputStream(new BufferedInputStream(upload.content().open(), 1 << 16),
				StandardCharsets.ISO_8859_1);
	}

	private static boolean isOfInterest(String name) {
		String base = name.substring(name.lastIndexOf('/') + 1);
		String type = base.substring(base.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
		return !base.isEmpty() && !base.startsWith(".") && !name.startsWith("__MACOSX/") && !MEDIA.contains(type);
	}

	/**
	 * An iPhone's archive says the chat's name, the file in it does not.
	 */
	private static String shown(String archive, String inner) {
		String base = inner.substring(inner.lastIndexOf('/') + 1);
		if (base.equals("_chat.txt")) {
			return archive.replaceFirst("(?i)\\.zip$", "") + ".txt";
		}
		return base.substring(0, Math.min(base.length(), 200));
	}

	/** UTF-8 where the bytes are, else GB18030, which Chinese Windows writes. */
	static String name(String raw) {
		if (raw.chars().allMatch(c -> c < 0x80) || raw.chars().anyMatch(c -> c > 0xFF)) {
			return raw;
		}
		byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
		String name = decoded(bytes, StandardCharsets.UTF_8);
		name = (name != null) ? name : decoded(bytes, CHINESE);
		return (name != null) ? name : raw;
	}

	private static @Nullable String decoded(byte[] bytes, Charset charset) {
		try {
			return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

	/**
	 * Counts what comes out, over all entries, and ends a bomb. Closing it is nothing.
	 */
	private final class Counted extends FilterInputStream {

		private final long most;

		private final String archive;

		Counted(InputStream entry, long most, String archive) {
			super(entry);
			this.most = most;
			this.archive = archive;
		}

		@Override
		public int read() throws IOException {
			int read = super.read();
			add((read < 0) ? 0 : 1);
			return read;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			int read = super.read(buffer, offset, length);
			add(Math.max(read, 0));
			return read;
		}

		@Override
		public void close() {
			// The archive is closed by who opened it.
		}

		private void add(int count) {
			Unpacking.this.unpacked += count;
			if (Unpacking.this.unpacked > this.most) {
				throw ImportRefused.bomb(this.archive);
			}
		}

	}

}
