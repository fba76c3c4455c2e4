package io.guildhall.chatlog;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipException;

import org.jspecify.annotations.Nullable;

/**
 * Reads the archive that Slack exports: day by day as they lie in it, each in constant
 * memory. A day that breaks off costs no other. What programs say is nobody's words.
 */
final class SlackReader implements ChatReader {

	static final String CARRIER = ChatFormat.SLACK_ZIP.carrier();

	private final SlackArchive archive;

	private final SlackDirectory directory;

	private final Recognition recognition;

	private final ReadOptions options;

	private @Nullable SlackDay day;

	/** Of the days before, so that lines go on from day to day. */
	private long lines;

	private boolean ended;

	private SlackReader(ChatSource source, SlackDirectory directory, Recognition recognition, ReadOptions options)
			throws IOException {
		this.archive = new SlackArchive(source);
		this.directory = directory;
		this.recognition = recognition;
		this.options = options;
	}

	static SlackReader open(ChatSource source, Recognition recognition, ReadOptions options) throws IOException {
		try {
			SlackDirectory directory = SlackDirectory.of(source, options.maxLineLength());
			return new SlackReader(source, directory, recognition, options);
		}
		catch (ZipException | EOFException ex) {
			throw ChatlogRefused.brokenArchive(source.fileName());
		}
	}

	@Override
	public List<Chat> chats() {
		return this.directory.chats();
	}

	@Override
	public @Nullable ChatRecord next() {
		while (!this.ended) {
			try {
				ChatRecord next = (this.day != null) ? this.day.next() : null;
				if (next != null) {
					return next;
				}
				goOn();
			}
			catch (UncheckedIOException ex) {
				return broken(Objects.requireNonNull(ex.getCause()));
			}
			catch (IOException ex) {
				return broken(ex);
			}
		}
		return null;
	}

	private void goOn() throws IOException {
		this.lines = line();
		this.day = null;
		this.ended = !this.archive.next();
		String folder = this.ended ? null : this.archive.folder();
		Chat chat = (folder != null) ? this.directory.chat(folder) : null;
		if (chat != null) {
			this.day = new SlackDay(this.archive, chat, this.lines, this.directory, this.recognition, this.options);
		}
	}

	private ChatRecord broken(IOException ex) {
		if (!(ex instanceof ZipException) && !(ex instanceof EOFException)) {
			throw new UncheckedIOException(ex);
		}
		this.ended = true;
		return new Bad(new Chat("", null), line(), Bad.BROKEN_JSON, this.archive.name());
	}

	@Override
	public long position() {
		return this.archive.position();
	}

	@Override
	public long line() {
		return this.lines + ((this.day != null) ? this.day.line() : 0);
	}

	@Override
	public void close() {
		try {
			this.archive.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
