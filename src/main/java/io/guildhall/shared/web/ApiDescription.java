package io.guildhall.shared.web;

import java.util.List;

import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;

/**
 * How the door of programs is described. The description tells nothing of anybody, so
 * that it is open to everybody.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

	private static final String KEY = "key";

	private static final String PROBLEM = "Problem";

	private static final String ABOUT = """
			All that the pages do. A key is made under Settings, API keys; it belongs to one organization and sees nothing \
			of others.

			Amounts are whole minor units (cents, fen). Lists answer `items`, and `next` where they go on: hand it back as \
			`after`. What can be edited has an ETag; with it as `If-Match`, nobody else's change is written over. A POST that \
			moves money or stock takes an `Idempotency-Key`: sent again, it is answered again and done once. Refusals are \
			problems (RFC 9457) with a stable `code`.""";

	@Bean
	OpenAPI api(ObjectProvider<BuildProperties> build) {
		BuildProperties built = build.getIfAvailable();
		return new OpenAPI()
			.info(new Info().title("Guildhall")
				.version((built != null) ? built.getVersion() : "development")
				.description(ABOUT))
			.servers(List.of(new Server().url("/")))
			.components(new Components()
				.addSecuritySchemes(KEY,
						new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("gh_…"))
				.addSchemas(PROBLEM, problem()))
			.addSecurityItem(new SecurityRequirement().addList(KEY));
	}

	/** Every operation may be refused, always in the same shape. */
	@Bean
	OpenApiCustomizer refusals() {
		ApiResponse refused = new ApiResponse().description("Refused: the code says why")
			.content(new Content().addMediaType("application/problem+json",
					new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
		return api -> api.getPaths()
			.values()
			.stream()
			.flatMap(path -> path.readOperations().stream())
			.map(Operation::getResponses)
			.forEach(responses -> responses.addApiResponse("default", refused));
	}

	private static Schema<?> problem() {
		return new ObjectSchema()
			.addProperty("type", new StringSchema().example("urn:guildhall:problem:coupon.sold-out"))
			.addProperty("title", new StringSchema())
			.addProperty("status", new Schema<Integer>().type("integer"))
			.addProperty("detail", new StringSchema().description("in the language of the request"))
			.addProperty("code", new StringSchema().example("coupon.sold-out"))
			.addProperty("fieldErrors",
					new ArraySchema().items(new ObjectSchema().addProperty("field", new StringSchema())
						.addProperty("code", new StringSchema())
						.addProperty("message", new StringSchema())));
	}

}
