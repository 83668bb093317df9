/** One short invented case in each language of the page, for who has none at hand. */
import type { Language } from "../words/index.ts";

export const examples: Readonly<Record<Language, { readonly name: string; readonly text: string }>> = {
  en: {
    name: "example-en",
    text: `Reason for admission: fever and productive cough for 4 days.

History: 67-year-old man with hypertension and type 2 diabetes, on metformin 850 mg twice a day. Allergic to penicillin. His father died of a myocardial infarction. He denies chest pain or haemoptysis.

Examination: BP 145/85 mmHg, HR 104 bpm, temperature 38.6 °C, SpO2 91%. Crackles in the right base. No oedema.

Laboratory: leukocytes 15,800/mm3, CRP 142 mg/l, creatinine 1.1 mg/dl, sodium 133 mmol/l.
Chest X-ray: consolidation in the right lower lobe, without pleural effusion.

Diagnosis: community-acquired pneumonia. Pulmonary embolism was ruled out by CT angiography.
Treatment: levofloxacin 500 mg every 24 hours for 7 days.`,
  },
  es: {
    name: "ejemplo-es",
    text: `Motivo de ingreso: fiebre y tos productiva de 4 días de evolución.

Antecedentes: varón de 67 años con hipertensión arterial y diabetes mellitus tipo 2, en tratamiento con metformina 850 mg cada 12 horas. Alérgico a penicilina. Su padre falleció de un infarto de miocardio. Niega dolor torácico o hemoptisis.

Exploración: TA 145/85 mmHg, FC 104 lpm, temperatura 38,6 °C, SatO2 91%. Crepitantes en la base derecha. No edemas.

Analítica: leucocitos 15.800/mm3, PCR 142 mg/l, creatinina 1,1 mg/dl, sodio 133 mmol/l.
Rx de tórax: consolidación en el lóbulo inferior derecho, sin derrame pleural.

Juicio clínico: neumonía adquirida en la comunidad. Se descartó tromboembolismo pulmonar mediante angio-TC.
Tratamiento: levofloxacino 500 mg cada 24 horas durante 7 días.`,
  },
  fr: {
    name: "exemple-fr",
    text: `Motif d’hospitalisation : fièvre et toux productive depuis 4 jours.

Antécédents : homme de 67 ans, hypertension artérielle et diabète de type 2 traité par metformine 850 mg deux fois par jour. Allergique à la pénicilline. Son père est décédé d’un infarctus du myocarde. Il nie toute douleur thoracique ou hémoptysie.

Examen clinique : TA 145/85 mmHg, FC 104/min, température 38,6 °C, SpO2 91 %. Crépitants de la base droite. Pas d’œdème.

Biologie : leucocytes 15 800/mm3, CRP 142 mg/l, créatinine 1,1 mg/dl, sodium 133 mmol/l.
Radiographie thoracique : condensation du lobe inférieur droit, sans épanchement pleural.

Diagnostic : pneumonie communautaire. L’embolie pulmonaire a été écartée par angioscanner.
Traitement : lévofloxacine 500 mg toutes les 24 heures pendant 7 jours.`,
  },
  it: {
    name: "esempio-it",
    text: `Motivo del ricovero: febbre e tosse produttiva da 4 giorni.

Anamnesi: uomo di 67 anni con ipertensione arteriosa e diabete mellito tipo 2, in terapia con metformina 850 mg due volte al giorno. Allergico alla penicillina. Il padre è deceduto per infarto del miocardio. Nega dolore toracico o emottisi.

Esame obiettivo: PA 145/85 mmHg, FC 104 bpm, temperatura 38,6 °C, SpO2 91%. Crepitii alla base destra. Non edemi.

Laboratorio: leucociti 15.800/mm3, PCR 142 mg/l, creatinina 1,1 mg/dl, sodio 133 mmol/l.
Rx torace: addensamento del lobo inferiore destro, senza versamento pleurico.

Diagnosi: polmonite acquisita in comunità. L’embolia polmonare è stata esclusa con angio-TC.
Terapia: levofloxacina 500 mg ogni 24 ore per 7 giorni.`,
  },
  pt: {
    name: "exemplo-pt",
    text: `Motivo de internamento: febre e tosse produtiva com 4 dias de evolução.

Antecedentes: homem de 67 anos com hipertensão arterial e diabetes mellitus tipo 2, medicado com metformina 850 mg de 12 em 12 horas. Alérgico à penicilina. O pai faleceu de enfarte do miocárdio. Nega dor torácica ou hemoptises.

Exame físico: TA 145/85 mmHg, FC 104 bpm, temperatura 38,6 °C, SpO2 91%. Crepitações na base direita. Sem edemas.

Análises: leucócitos 15.800/mm3, PCR 142 mg/l, creatinina 1,1 mg/dl, sódio 133 mmol/l.
Radiografia do tórax: consolidação no lobo inferior direito, sem derrame pleural.

Diagnóstico: pneumonia adquirida na comunidade. A embolia pulmonar foi excluída por angio-TC.
Tratamento: levofloxacina 500 mg de 24 em 24 horas durante 7 dias.`,
  },
  ro: {
    name: "exemplu-ro",
    text: `Motivele internării: febră și tuse productivă de 4 zile.

Antecedente: bărbat de 67 de ani cu hipertensiune arterială și diabet zaharat tip 2, în tratament cu metformin 850 mg de două ori pe zi. Alergic la penicilină. Tatăl a decedat prin infarct miocardic. Neagă durere toracică sau hemoptizie.

Examen clinic: TA 145/85 mmHg, AV 104 bpm, temperatura 38,6 °C, SpO2 91%. Raluri crepitante la baza dreaptă. Fără edeme.

Laborator: leucocite 15.800/mm3, PCR 142 mg/l, creatinină 1,1 mg/dl, sodiu 133 mmol/l.
Radiografie toracică: condensare în lobul inferior drept, fără revărsat pleural.

Diagnostic: pneumonie comunitară. Embolia pulmonară a fost exclusă prin angio-CT.
Tratament: levofloxacină 500 mg la 24 de ore timp de 7 zile.`,
  },
};
