package io.guildhall.member;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.shared.Tenancy;

/** A block goes along when two members turn out to be one; of two that hold one does. */
@Configuration(proxyBeanMethods = false)
class BlockBelongings {

	@Bean
	Belongings blocksOfOne(JdbcClient jdbc, Tenancy tenancy) {
		return new RowBelongings("member.block", "member_blocks", false, """
				(b.lifted_at is not null or not exists (select 1 from member_blocks o
					where o.organization_id = :organization and o.member_id = :to and o.lifted_at is null))
				""", jdbc, tenancy);
	}

}
