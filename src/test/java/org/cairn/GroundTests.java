package org.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import org.cairn.database.DurableTransactionManager;
import org.cairn.vault.Vault;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.TransactionManager;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE, classes = GroundTests.Ground.class)
class GroundTests {

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        FlywayAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        TransactionAutoConfiguration.class
    })
    @ConfigurationPropertiesScan("org.cairn.vault")
    @ComponentScan("org.cairn.vault")
    @Import(DurableTransactionManager.class)
    static class Ground {}

    @Autowired
    ApplicationContext context;

    @Test
    void bootsOwnTransactionManagerBacksOffAndTheVaultFindsItsTables() {
        assertThat(context.getBeansOfType(TransactionManager.class).values())
                .singleElement()
                .isInstanceOf(DurableTransactionManager.class);
        assertThat(context.getBean(Vault.class)).isNotNull();
    }
}
