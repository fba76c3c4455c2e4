package io.guildhall.link;

import org.springframework.stereotype.Component;

import lombok.RequiredArgsConstructor;

/**
 * Where the house is found from outside, for the links that members are sent: the staff
 * may work under another address.
 */
@Component
@RequiredArgsConstructor
public class PublicSite {

	private final LinkSettings settings;

	/**
	 * The public link of a path.
	 * @param path begins with a slash
	 * @param here where this application was asked, for where no other address is set
	 */
	public String to(String path, String here) {
		String base = settings.baseUrl();
		return ((base != null && !base.isBlank()) ? base.strip().replaceAll("/+$", "") : here) + path;
	}

}
