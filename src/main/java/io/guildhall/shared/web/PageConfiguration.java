package io.guildhall.shared.web;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.CacheControl;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.dialect.IDialect;
import org.thymeleaf.dialect.IExpressionObjectDialect;
import org.thymeleaf.expression.IExpressionObjectFactory;

import lombok.RequiredArgsConstructor;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Languages, and how values look. */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class PageConfiguration implements WebMvcConfigurer {

	private final Environment environment;

	@Bean
	static WebMvcRegistrations formBinding() {
		return new FormBinding();
	}

	/** Takes the place of the one that Spring Boot would make of the same properties. */
	@Bean
	static MessageSource messageSource(Environment environment) {
		PageTexts texts = new PageTexts();
		texts.setBasenames(environment.getRequiredProperty("spring.messages.basename", String[].class));
		texts.setFallbackToSystemLocale(false);
		texts.setDefaultEncoding("UTF-8");
		return texts;
	}

	@Bean
	LocaleResolver localeResolver() {
		CookieLocaleResolver cookies = new CookieLocaleResolver("language");
		cookies.setDefaultLocaleFunction(request -> {
			Locale asked = request.getLocale();
			return "zh".equals(asked.getLanguage()) ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
		});
		cookies.setCookieMaxAge(Duration.ofDays(365));
		cookies.setCookieSameSite("Lax");
		cookies.setRejectInvalidCookies(false);
		return cookies;
	}

	@Override
	public void addFormatters(FormatterRegistry registry) {
		registry.addConverter(new IdConverter());
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		LocaleChangeInterceptor change = new LocaleChangeInterceptor();
		change.setParamName("lang");
		change.setIgnoreInvalidLocale(true);
		// To ask for a parameter would read the body of a form, every byte of which is
		// signed there.
		registry.addInterceptor(change).excludePathPatterns("/hooks/**");
	}

	/**
	 * The pictures' library lies in its jar under its version, where the locator of
	 * WebJars does not look.
	 */
	@Override
	public void addResourceHandlers(ResourceHandlerRegistry registry) {
		registry.addResourceHandler("/assets/js/echarts/**")
			.addResourceLocations("classpath:/META-INF/resources/_static/echarts/%s/dist/"
				.formatted(environment.getRequiredProperty("guildhall.echarts")))
			.setCacheControl(CacheControl.maxAge(Duration.ofDays(1)));
	}

	/**
	 * A field that nobody knows is a slip of the pen, and what it was meant to narrow
	 * would be wide open. What we have written ourselves is read more patiently.
	 */
	@Bean
	ServerHttpMessageConvertersCustomizer strictBodies(JsonMapper json) {
		return converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(
				json.rebuild().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build()));
	}

	@Bean
	IDialect showDialect(Clock clock, MessageSource messages, ObjectProvider<Frame.Source> frames) {
		return new ShowDialect(clock, messages, frames);
	}

	private record ShowDialect(Clock clock, MessageSource messages,
			ObjectProvider<Frame.Source> frames) implements IExpressionObjectDialect, IExpressionObjectFactory {

		@Override
		public String getName() {
			return "guildhall";
		}

		@Override
		public IExpressionObjectFactory getExpressionObjectFactory() {
			return this;
		}

		@Override
		public Set<String> getAllExpressionObjectNames() {
			return Set.of("show");
		}

		@Override
		public @Nullable Object buildObject(IExpressionContext context, String name) {
			Frame.Source source = frames.getIfAvailable();
			Frame frame = (source != null) ? source.frame() : null;
			return new Show(context.getLocale(), (frame != null) ? frame.zone() : null, clock, messages);
		}

		@Override
		public boolean isCacheable(String name) {
			return true;
		}

	}

}
