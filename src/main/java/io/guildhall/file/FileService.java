package io.guildhall.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.shared.Ids;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Stores files in chunks of a megabyte, and reads them so: memory does not grow with
 * them.
 */
@Service
@RequiredArgsConstructor
public class FileService {

	private static final int CHUNK = 1 << 20;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Tenancy tenancy;

	private final Clock clock;

	private final FileSettings settings;

	/**
	 * Stores a file. Chunk by chunk goes in by itself, the file appears with the last:
	 * where it breaks off there are chunks without a file, which the next store removes.
	 * @throws FileRefused if it is too large, or the organization has no room left
	 * @throws UncheckedIOException if it cannot be read to its end
	 */
	public FileId store(String name, InputStream content) {
		FileId id = new FileId(Ids.next());
		try {
			MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
			long used = used();
			long size = 0;
			String type = "application/octet-stream";
			int ordinal = 0;
			for (byte[] chunk = content.readNBytes(CHUNK); chunk.length > 0; chunk = content.readNBytes(CHUNK)) {
				size += chunk.length;
				if (size > settings.largest().toBytes()) {
					throw FileRefused.tooLarge(settings.largest().toMegabytes());
				}
				if (used + size > settings.quota().toBytes()) {
					throw FileRefused.quota(settings.quota().toMegabytes());
				}
				type = (ordinal == 0) ? sniff(chunk) : type;
				sha256.update(chunk);
				append(id, ordinal++, chunk);
			}
			complete(id, name, type, size, HexFormat.of().formatHex(sha256.digest()));
			return id;
		}
		catch (IOException ex) {
			remove(id);
			throw new UncheckedIOException(ex);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
		catch (RuntimeException ex) {
			remove(id);
			throw ex;
		}
	}

	/**
	 * A file, to be read.
	 * @throws FileRefused if it is unknown
	 */
	public FileContent open(FileId id) {
		UUID organization = tenancy.current();
		Found found = Objects.requireNonNull(transaction.execute(status -> jdbc.sql("""
				select name, content_type, size, sha256, created_at from files
				where organization_id = :organization and id = :id
				""").param("organization", organization).param("id", id.id()).query(Found.class).optional()))
			.orElseThrow(() -> FileRefused.unknown(id));
		return new FileContent(id, found.name(), found.contentType(), found.size(), found.sha256(), found.createdAt(),
				() -> new ChunkStream(organization, id));
	}

	/** Deletes a file; one that is not there is deleted already. */
	public void delete(FileId id) {
		remove(id);
	}

	private void append(FileId id, int ordinal, byte[] chunk) {
		transaction.executeWithoutResult(status -> jdbc.sql("""
				insert into file_chunks (organization_id, file_id, ordinal, bytes)
				values (:organization, :file, :ordinal, :bytes)
				""")
			.param("organization", tenancy.current())
			.param("file", id.id())
			.param("ordinal", ordinal)
			.param("bytes", chunk)
			.update());
	}

	private void complete(FileId id, String name, String type, long size, String sha256) {
		transaction.executeWithoutResult(status -> jdbc.sql("""
				insert into files (organization_id, id, name, content_type, size, sha256, created_at)
				values (:organization, :id, :name, :type, :size, :sha256, :now)
				""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.param("name", (name.length() > 200) ? name.substring(name.length() - 200) : name)
			.param("type", type)
			.param("size", size)
			.param("sha256", sha256)
			.param("now", Timestamp.from(clock.instant()))
			.update());
	}

	private void remove(FileId id) {
		transaction.executeWithoutResult(status -> {
			jdbc.sql("delete from files where organization_id = :organization and id = :id")
				.param("organization", tenancy.current())
				.param("id", id.id())
				.update();
			jdbc.sql("delete from file_chunks where organization_id = :organization and file_id = :id")
				.param("organization", tenancy.current())
				.param("id", id.id())
				.update();
		});
	}

	private long used() {
		return Objects.requireNonNull(transaction.execute(
				status -> jdbc.sql("select coalesce(sum(size), 0) from files where organization_id = :organization")
					.param("organization", tenancy.current())
					.query(Long.class)
					.single()));
	}

	/** The chunk with the number; an empty one behind the last. */
	private byte[] chunk(UUID organization, FileId id, int ordinal) {
		return tenancy.callAs(organization,
				() -> Objects.requireNonNull(transaction.execute(status -> jdbc.sql("""
						select bytes from file_chunks
						where organization_id = :organization and file_id = :file and ordinal = :ordinal
						""")
					.param("organization", organization)
					.param("file", id.id())
					.param("ordinal", ordinal)
					.query(byte[].class)
					.optional()
					.orElse(new byte[0]))));
	}

	private static String sniff(byte[] head) throws IOException {
		String type = URLConnection.guessContentTypeFromStream(new java.io.ByteArrayInputStream(head));
		if (type != null) {
			return type;
		}
		boolean zip = head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
		return zip ? "application/zip" : "application/octet-stream";
	}

	private record Found(String name, String contentType, long size, String sha256, Instant createdAt) {
	}

	/** Reads a chunk when the one before is used up. */
	private final class ChunkStream extends InputStream {

		private final UUID organization;

		private final FileId id;

		private byte[] chunk = {};

		private int position;

		private int next;

		ChunkStream(UUID organization, FileId id) {
			this.organization = organization;
			this.id = id;
		}

		@Override
		public int read() {
			return fill() ? chunk[position++] & 0xff : -1;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) {
			if (length == 0) {
				return 0;
			}
			if (!fill()) {
				return -1;
			}
			int count = Math.min(length, chunk.length - position);
			System.arraycopy(chunk, position, bytes, offset, count);
			position += count;
			return count;
		}

		@Override
		public int available() {
			return chunk.length - position;
		}

		private boolean fill() {
			if (position < chunk.length) {
				return true;
			}
			chunk = chunk(organization, id, next++);
			position = 0;
			return chunk.length > 0;
		}

	}

}
