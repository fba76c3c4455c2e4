package io.guildhall.provider;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

import com.alipay.api.FileItem;
import com.alipay.api.internal.util.AbstractHttpClient;
import org.jspecify.annotations.Nullable;

/** What the library of Alipay speaks through. */
class AlipayHttp extends AbstractHttpClient {

	private static final int OK = 200;

	private final ProviderHttp http;

	AlipayHttp(ProviderHttp http) {
		this.http = http;
	}

	@Override
	public String doPost(String url, @Nullable Map<String, String> params, String charset,
			Map<String, String> ignoredTrace) throws IOException {
		String form = (params == null) ? ""
				: params.entrySet()
					.stream()
					.map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
					.collect(Collectors.joining("&"));
		ProviderHttp.Answer answer = http.send("POST", URI.create(url),
				Map.of("Content-Type", "application/x-www-form-urlencoded;charset=utf-8"), form);
		if (answer.status() != OK) {
			throw new IOException("Alipay answered " + answer.status());
		}
		return answer.body();
	}

	@Override
	public String doPost(String url, Map<String, String> params, Map<String, FileItem> files, String charset,
			Map<String, String> trace) throws IOException {
		throw new UnsupportedOperationException("Nothing is uploaded");
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
