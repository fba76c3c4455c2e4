package io.guildhall.staff;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/**
 * Encrypts the few secrets that we must be able to read again, so that a copy of the
 * database alone does not tell them. The key is {@code GUILDHALL_SECRET_KEY}; with the
 * embedded database one is made beside it.
 */
@Component
class SecretBox {

	private static final int NONCE = 12;

	private static final int TAG_BITS = 128;

	private static final int LEAST_CHARACTERS = 32;

	private final SecureRandom random = new SecureRandom();

	private final @Nullable SecretKeySpec key;

	SecretBox(StaffSettings settings, ConfigurableEnvironment environment) {
		String configured = settings.secretKey();
		if (configured != null && !configured.isBlank()) {
			this.key = key(configured);
		}
		else {
			boolean embedded = environment.getPropertySources().contains("embeddedDatabase");
			this.key = embedded ? key(kept(Path.of(settings.secretKeyFile()))) : null;
		}
	}

	/** Whether there is a key. */
	boolean isReady() {
		return key != null;
	}

	/** Encrypts, bound to whose it is: moved to another row it cannot be read. */
	String seal(byte[] secret, String owner) {
		byte[] nonce = new byte[NONCE];
		random.nextBytes(nonce);
		byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, secret, 0, owner);
		byte[] all = new byte[NONCE + sealed.length];
		System.arraycopy(nonce, 0, all, 0, NONCE);
		System.arraycopy(sealed, 0, all, NONCE, sealed.length);
		return Base64.getEncoder().encodeToString(all);
	}

	/** What was sealed. */
	byte[] open(String sealed, String owner) {
		byte[] all = Base64.getDecoder().decode(sealed);
		byte[] nonce = java.util.Arrays.copyOf(all, NONCE);
		return crypt(Cipher.DECRYPT_MODE, nonce, all, NONCE, owner);
	}

	private byte[] crypt(int mode, byte[] nonce, byte[] input, int from, String owner) {
		if (key == null) {
			throw StaffRefused.noSecretKey();
		}
		try {
			Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
			cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
			cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
			return cipher.doFinal(input, from, input.length - from);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("GUILDHALL_SECRET_KEY is not the key that this was encrypted with", ex);
		}
	}

	private static SecretKeySpec key(String text) {
		if (text.strip().length() < LEAST_CHARACTERS) {
			throw new IllegalStateException("GUILDHALL_SECRET_KEY has at least " + LEAST_CHARACTERS + " characters");
		}
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256")
				.digest(("guildhall second factor " + text.strip()).getBytes(StandardCharsets.UTF_8));
			return new SecretKeySpec(hash, "AES");
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	private static String kept(Path file) {
		try {
			if (!Files.exists(file)) {
				Path folder = file.toAbsolutePath().getParent();
				if (folder != null) {
					Files.createDirectories(folder);
				}
				if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
					Files.createFile(file,
							PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
				}
				Files.writeString(file, Secrets.next(32));
			}
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The secret key cannot be kept in " + file, ex);
		}
	}

}
