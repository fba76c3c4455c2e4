package io.guildhall.provider;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;

import com.wechat.pay.java.core.auth.Credential;
import com.wechat.pay.java.core.auth.WechatPay2Credential;
import com.wechat.pay.java.core.certificate.InMemoryCertificateProvider;
import com.wechat.pay.java.core.cipher.AeadAesCipher;
import com.wechat.pay.java.core.cipher.AeadCipher;
import com.wechat.pay.java.core.cipher.RSASigner;
import com.wechat.pay.java.core.cipher.RSAVerifier;
import com.wechat.pay.java.core.cipher.Verifier;

import io.guildhall.provider.PaymentProvider.Credentials;
import io.guildhall.provider.ProviderName.KeyName;

/**
 * What signs, verifies and decrypts between an organization and WeChat Pay. A signature
 * of theirs is verified by their public key, or by the certificate of merchants of
 * before.
 */
final class WechatKeys {

	private WechatKeys() {
	}

	static Credential credential(Credentials credentials) {
		return new WechatPay2Credential(credentials.key(KeyName.MERCHANT_ID),
				new RSASigner(credentials.key(KeyName.CERTIFICATE_SERIAL),
						KeyForms.privateKey(credentials.key(KeyName.PRIVATE_KEY))));
	}

	static Verifier verifier(Credentials credentials) {
		String platform = credentials.key(KeyName.PLATFORM_KEY);
		if (KeyForms.isCertificate(platform)) {
			X509Certificate certificate = KeyForms.certificate(platform);
			return new RSAVerifier(new InMemoryCertificateProvider(List.of(certificate)));
		}
		return new RSAVerifier(KeyForms.publicKey(platform), credentials.key(KeyName.PLATFORM_KEY_ID));
	}

	static AeadCipher cipher(Credentials credentials) {
		return new AeadAesCipher(credentials.key(KeyName.API_V3_KEY).getBytes(StandardCharsets.UTF_8));
	}

}
