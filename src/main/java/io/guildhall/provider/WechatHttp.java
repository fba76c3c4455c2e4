package io.guildhall.provider;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import com.wechat.pay.java.core.auth.Credential;
import com.wechat.pay.java.core.auth.Validator;
import com.wechat.pay.java.core.exception.HttpException;
import com.wechat.pay.java.core.http.AbstractHttpClient;
import com.wechat.pay.java.core.http.HttpRequest;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.core.http.OriginalResponse;

/**
 * What the library of WeChat Pay speaks through. It signs what it sends and verifies what
 * it gets; where that goes can be another place, so that it can be tried out.
 */
class WechatHttp extends AbstractHttpClient {

	private final ProviderHttp http;

	private final URI base;

	WechatHttp(ProviderHttp http, String base, Credential credential, Validator validator) {
		super(credential, validator);
		this.http = http;
		this.base = URI.create(base);
	}

	@Override
	protected OriginalResponse innerExecute(HttpRequest request) {
		URI asked = request.getUri();
		URI there = base.resolve(asked.getRawPath() + ((asked.getRawQuery() != null) ? "?" + asked.getRawQuery() : ""));
		String body = (request.getBody() instanceof JsonRequestBody json) ? json.getBody() : null;
		try {
			ProviderHttp.Answer answer = http.send(request.getHttpMethod().name(), there,
					request.getHeaders().getHeaders(), body);
			return new OriginalResponse.Builder().request(request)
				.headers(headers(answer))
				.statusCode(answer.status())
				.contentType(answer.header("Content-Type"))
				.body(answer.body())
				.build();
		}
		catch (IOException silent) {
			throw new HttpException(request, silent);
		}
	}

	/** The library looks for them by their names in its own spelling. */
	private static Map<String, String> headers(ProviderHttp.Answer answer) {
		Map<String, String> headers = new HashMap<>();
		answer.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
		for (String name : WechatNews.SIGNED) {
			headers.put(name, answer.header(name));
		}
		return headers;
	}

	@Override
	protected InputStream innerDownload(HttpRequest request) {
		throw new UnsupportedOperationException("Nothing is downloaded");
	}

	@Override
	protected String getHttpClientInfo() {
		return "guildhall";
	}

}
