import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes one article to Tocsin: TOCSIN_BOOTSTRAP=kafka:9092 java -cp 'libs/*' Publisher.java */
public class Publisher {
    public static void main(String[] arguments) throws Exception {
        var id = "urn:example:from-java";
        var article = """
            {"id": "urn:example:from-java", "source": "Northwire", "published_at": "2031-03-03T05:40:00Z",
             "body": "Sweden has massed about 40,000 troops along its border with Norway, Oslo said on Monday."}
            """;
        var topic = System.getenv().getOrDefault("TOCSIN_TOPIC", "articles");
        Map<String, Object> settings = Map.of(
            "bootstrap.servers", System.getenv().getOrDefault("TOCSIN_BOOTSTRAP", "127.0.0.1:9092"),
            "acks", "all",
            "max.request.size", 4 * 1024 * 1024);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, id, article)).get();
        }
    }
}
