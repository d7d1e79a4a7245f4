//! A table of people, scored row by row.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use bedside::score::Assessment;
use bedside::session::{AssessOptions, Batch, BatchOptions, RESULTS, evaluate};

fn options(country: &str) -> BatchOptions {
    let assess = AssessOptions {
        as_of: "2026-11-25".parse().ok(),
        country: Some(country.to_owned()),
        ..AssessOptions::default()
    };
    BatchOptions { assess, ..BatchOptions::default() }
}

#[test]
fn a_table_is_scored_row_by_row_and_a_cancel_keeps_what_is_done() {
    let csv = "id,age,sex,sbp,total_chol (mg/dL),hdl (mg/dL),egfr,smoking,diabetes,statin,antihypertensive\n\
        1,55,female,138,210,50,88,never,no,no,no\n\
        2,25,male,120,180,50,95,never,no,no,no\n\
        3,60,male,,200,45,90,never,no,no,no\n\
        4,61,male,150,200,45,90,current,yes,no,yes\n";
    let options = options("US");
    let mut batch = Batch::begin("clinic.csv", csv.as_bytes(), &options).unwrap();
    assert!(!batch.step(3).unwrap());
    assert_eq!(batch.progress(), (3, 4));
    let done = batch.finish().unwrap();
    assert_eq!((done.rows, done.answered), (3, 1), "{}", String::from_utf8_lossy(&done.csv));
    let text = String::from_utf8(done.csv).unwrap();
    let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let heads = rows.headers().unwrap().clone();
    let at = |name: &str| heads.iter().position(|h| h == name).unwrap();
    assert!(RESULTS.iter().all(|name| heads.iter().any(|h| h == *name)));
    let rows: Vec<_> = rows.records().map(Result::unwrap).collect();
    assert!(rows[0][at(RESULTS[0])].parse::<f64>().unwrap() > 0.0);
    assert_eq!(&rows[0][at("bedside_reason")], "");
    assert_eq!(&rows[1][at("bedside_reason")], "belowRange:age");
    assert_eq!(&rows[2][at("bedside_reason")], "needs sbp");
    assert_eq!(rows[0][0].to_owned() + &rows[2][0], "13", "the table's own cells stay as they were");
}

#[test]
fn a_batch_takes_tables_only() {
    let options = options("US");
    let refusal = |bytes: &[u8]| Batch::begin("file", bytes, &options).err().map(|e| e.key);
    for (bytes, key) in [
        (br#"{"resourceType":"Patient","id":"a"}"#.as_slice(), "csv.notTable"),
        (b"<ClinicalDocument/>", "format.ccda"),
        (b"", "format.empty"),
        (b"\xff\xd8\xff\xe0JFIF", "format.jpeg"),
    ] {
        assert_eq!(refusal(bytes).as_deref(), Some(key));
    }
    assert_eq!(refusal(b"age,sex\n55,female\n"), None);
}

#[test]
fn a_table_row_that_only_suspects_disease_is_not_scored() {
    let table = "id,sex,age,sbp (mmHg),total cholesterol (mmol/L),hdl (mmol/L),egfr,smoking,diabetes,statin,antihypertensive,diagnosis\n\
                 1,female,58,138,5.2,1.3,88,never,no,no,no,hypertension\n\
                 2,female,58,138,5.2,1.3,88,never,no,no,no,suspected MI\n\
                 3,female,58,138,5.2,1.3,88,never,no,no,no,PCI\n";
    let options = options("US");
    let mut batch = Batch::begin("t.csv", table.as_bytes(), &options).unwrap();
    while !batch.step(10).unwrap() {}
    let done = batch.finish().unwrap();
    let text = String::from_utf8(done.csv).unwrap();
    let reasons: Vec<&str> = text.lines().skip(1).filter_map(|l| l.rsplit(',').next()).collect();
    assert_eq!(reasons, ["", "needs existing_cvd", "existingDisease:existing_cvd"]);
}

const CHINESE: &str =
    "编号,性别,年龄,收缩压(mmHg),总胆固醇(mmol/L),高密度脂蛋白胆固醇(mmol/L),腰围(cm),吸烟史,糖尿病,降压药";

/// A table of men in China scored: the result column, the reason column, the notes.
fn scored_in_china(csv: &str) -> (Vec<(String, String)>, Vec<&'static str>) {
    let options = options("CN");
    let mut batch = Batch::begin("clinic.csv", csv.as_bytes(), &options).unwrap();
    while !batch.step(10).unwrap() {}
    let done = batch.finish().unwrap();
    let text = String::from_utf8(done.csv).unwrap();
    let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let heads = rows.headers().unwrap().clone();
    let at = |name: &str| heads.iter().position(|h| h == name).unwrap();
    let cell = |r: &csv::StringRecord, name: &str| r[at(name)].to_owned();
    let told = rows.records().map(Result::unwrap).map(|r| (cell(&r, RESULTS[0]), cell(&r, "bedside_reason")));
    (told.collect(), done.notes)
}

fn china_par(north: f64, urban: f64, family: f64) -> f64 {
    use bedside::session::InputValue::{self, Number, Word};
    let quantity = |value, unit: &str| Some(InputValue::Quantity { value, unit: unit.to_owned() });
    let word = |w: &str| Some(Word(w.to_owned()));
    let inputs = [
        ("sex", word("male")),
        ("age", Some(Number(58.0))),
        ("sbp", Some(Number(138.0))),
        ("total_chol", quantity(5.2, "mmol/L")),
        ("hdl", quantity(1.3, "mmol/L")),
        ("waist", Some(Number(90.0))),
        ("smoking", word("never")),
        ("diabetes", Some(Number(0.0))),
        ("antihypertensive", Some(Number(0.0))),
        ("north", Some(Number(north))),
        ("urban", Some(Number(urban))),
        ("family_history", Some(Number(family))),
    ];
    let inputs = inputs.into_iter().map(|(id, value)| (id.to_owned(), value)).collect();
    match evaluate("china-par-10y-ascvd", &inputs).unwrap().assessment {
        Assessment::Computed { value, .. } => value * 100.0,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_table_of_people_in_china_is_scored_in_both_languages() {
    let chinese = format!(
        "{CHINESE},南北方,居住地(城市/农村),心脑血管病家族史\n\
         1,男,58,138,5.2,1.3,90,从不,否,否,北方,农村,有\n2,男,58,138,5.2,1.3,90,从不,否,否,南方,城市,无\n\
         3,男,58,138,5.2,1.3,90,从不,否,否,省会,城乡结合部,\n"
    );
    let english = "id,sex,age,sbp (mmHg),total cholesterol (mmol/L),hdl (mmol/L),waist (cm),smoking,diabetes,antihypertensive,\
         lives in northern China,urban,family history of cardiovascular disease\n\
         1,male,58,138,5.2,1.3,90,never,no,no,yes,no,yes\n2,male,58,138,5.2,1.3,90,never,no,no,south,urban,no\n\
         3,male,58,138,5.2,1.3,90,never,no,no,,,\n";
    for table in [&*chinese, english] {
        let (rows, notes) = scored_in_china(table);
        for (row, wanted) in rows.iter().zip([china_par(1.0, 0.0, 1.0), china_par(0.0, 1.0, 0.0)]) {
            let percent: f64 = row.0.parse().unwrap_or_else(|_| panic!("{row:?}"));
            assert!((percent - wanted).abs() < 1e-4 * wanted, "{percent} {wanted}");
        }
        assert_eq!(rows[2], (String::new(), "needs north; urban; family_history".to_owned()));
        assert_eq!(notes, ["existingDiseaseNotAsked"]);
    }
    let without = format!("{CHINESE}\n1,男,58,138,5.2,1.3,90,从不,否,否\n");
    let (rows, notes) = scored_in_china(&without);
    assert_eq!(rows[0].1, "needs north; urban; family_history");
    assert!(notes.is_empty(), "nobody has an answer that could be taken for one of somebody with heart disease");
}

#[test]
fn a_father_with_a_heart_attack_is_family_history_and_a_table_that_asks_about_disease_needs_no_note() {
    let table = format!(
        "{CHINESE},北方,城乡,既往史\n1,男,58,138,5.2,1.3,90,从不,否,否,是,城镇,父亲心肌梗死\n\
         2,男,58,138,5.2,1.3,90,从不,否,否,是,城镇,儿子卒中\n3,男,58,138,5.2,1.3,90,从不,否,否,是,城镇,父亲糖尿病\n"
    );
    let (rows, notes) = scored_in_china(&table);
    let wanted = china_par(1.0, 1.0, 1.0);
    assert!((rows[0].0.parse::<f64>().unwrap() - wanted).abs() < 1e-4 * wanted, "{:?}", rows[0]);
    for row in &rows[1..] {
        assert_eq!(row.1, "needs family_history");
    }
    assert!(notes.is_empty());
    let (_, notes) =
        scored_in_china(&table.replace("父亲心肌梗死", "").replace("儿子卒中", "").replace("父亲糖尿病", ""));
    assert!(notes.is_empty(), "no answers");
}

#[test]
fn a_row_that_may_be_shifted_is_not_scored_and_keeps_its_cells() {
    let head = "name,age,sex,sbp,total_chol (mg/dL),hdl (mg/dL),egfr,smoking,diabetes,statin,antihypertensive";
    let rest = "55,female,138,210,50,88,never,no,no,no";
    let table =
        format!("{head}\nKim,{rest}\nLee, A,{rest}\nPark \"P\",{rest},,\n\"Ann,{rest}\nBea,{rest}\n\"Dan,{rest}\n");
    let mut batch = Batch::begin("t.csv", table.as_bytes(), &options("US")).unwrap();
    while !batch.step(10).unwrap() {}
    let done = batch.finish().unwrap();
    assert_eq!((done.rows, done.answered), (6, 2));
    let text = String::from_utf8(done.csv).unwrap();
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let heads = reader.headers().unwrap().clone();
    let at = heads.iter().position(|h| h == "bedside_reason").unwrap();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    let reasons: Vec<&str> = rows.iter().map(|r| &r[at]).collect();
    assert_eq!(reasons, ["", "overlong", "", "openQuote", "afterOpenQuote", "afterOpenQuote"]);
    let own: Vec<&str> = rows[1].iter().take(11).chain(rows[1].iter().skip(at + 1)).collect();
    assert_eq!(own, format!("Lee, A,{rest}").split(',').collect::<Vec<_>>(), "no cell is lost");
    let names: Vec<&str> = rows.iter().skip(2).map(|r| &r[0]).collect();
    assert_eq!(names, ["Park \"P\"", "\"Ann", "Bea", "\"Dan"]);
    // Scored again, the long row is as long as before.
    let mut again = Batch::begin("t.csv", text.as_bytes(), &options("US")).unwrap();
    while !again.step(10).unwrap() {}
    let again = String::from_utf8(again.finish().unwrap().csv).unwrap();
    assert!(again.lines().nth(2).unwrap().contains("overlong"), "{again}");
}
