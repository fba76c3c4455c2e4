package io.guildhall.shared;

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
 * database alone does not tell them. All keys come of one, {@code GUILDHALL_MASTER_KEY},
 * each for one purpose; with the embedded database one is made beside it.
 */
@Component
public class SecretBox {

	private static final int NONCE = 12;

	private static final int TAG_BITS = 128;

	private static final int MADE = 32;

	private static final int LEAST_CHARACTERS = 32;

	private final SecureRandom random = new SecureRandom();

	private final @Nullable String master;

	SecretBox(SecretSettings settings, ConfigurableEnvironment environment) {
		String configured = settings.configured();
		if (configured == null && environment.getPropertySources().contains("embeddedDatabase")) {
			configured = kept(Path.of(settings.secretKeyFile()));
		}
		if (configured != null && configured.strip().length() < LEAST_CHARACTERS) {
			throw new IllegalStateException("GUILDHALL_MASTER_KEY has at least " + LEAST_CHARACTERS + " characters");
		}
		this.master = (configured != null) ? configured.strip() : null;
	}

	/** Whether there is a key. */
	public boolean isReady() {
		return master != null;
	}

	/**
	 * Encrypts, bound to whose it is: moved to another row it cannot be read.
	 * @param purpose what kind of secret; each kind has a key of its own
	 * @throws NoMasterKey if there is no key to do it with
	 */
	public String seal(String purpose, byte[] secret, String owner) {
		byte[] nonce = new byte[NONCE];
		random.nextBytes(nonce);
		byte[] sealed = crypt(Cipher.ENCRYPT_MODE, purpose, nonce, secret, 0, owner);
		byte[] all = new byte[NONCE + sealed.length];
		System.arraycopy(nonce, 0, all, 0, NONCE);
		System.arraycopy(sealed, 0, all, NONCE, sealed.length);
		return Base64.getEncoder().encodeToString(all);
	}

	/**
	 * What was sealed.
	 * @throws NoMasterKey if there is no key to do it with
	 */
	public byte[] open(String purpose, String sealed, String owner) {
		byte[] all = Base64.getDecoder().decode(sealed);
		byte[] nonce = java.util.Arrays.copyOf(all, NONCE);
		return crypt(Cipher.DECRYPT_MODE, purpose, nonce, all, NONCE, owner);
	}

	private byte[] crypt(int mode, String purpose, byte[] nonce, byte[] input, int from, String owner) {
		if (master == null) {
			throw new NoMasterKey();
		}
		try {
			Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
			cipher.init(mode, key(purpose, master), new GCMParameterSpec(TAG_BITS, nonce));
			cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
			return cipher.doFinal(input, from, input.length - from);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("GUILDHALL_MASTER_KEY is not the key that this was encrypted with", ex);
		}
	}

	private static SecretKeySpec key(String purpose, String master) throws GeneralSecurityException {
		byte[] hash = MessageDigest.getInstance("SHA-256")
			.digest(("guildhall " + purpose + ' ' + master).getBytes(StandardCharsets.UTF_8));
		return new SecretKeySpec(hash, "AES");
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
				byte[] made = new byte[MADE];
				new SecureRandom().nextBytes(made);
				Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(made));
			}
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The secret key cannot be kept in " + file, ex);
		}
	}

	/** Without a key nothing is kept that must be a secret. */
	public static class NoMasterKey extends DomainException {

		NoMasterKey() {
			super(Kind.CONFLICT, "shared.no-master-key", "GUILDHALL_MASTER_KEY is not set");
		}

	}

}
